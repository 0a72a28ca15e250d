package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The names closest to one that nobody knows: combos, aliases and chat models of connected providers. */
public record Suggestions(Snapshot snapshot, Catalog catalog) {
    private static final int MOST = 3;
    /** Characters that are compared; a longer name costs no more. */
    private static final int LONGEST = 64;

    /**
     * The failure with the closest names at the end of its message.
     *
     * @param tellable whether who asked may hear of a name
     */
    Failure.Refused hinted(Failure.Refused failure, String name, Predicate<String> tellable) {
        List<String> names = closest(name, tellable);
        return names.isEmpty()
                ? failure
                : new Failure.Refused(failure.status(), failure.code(),
                        failure.message() + ". Closest names: " + String.join(", ", names), failure.param(),
                        failure.retryAfter());
    }

    /** At most three, the closest first; the same for the same name and snapshot. */
    public List<String> closest(String name) {
        return closest(name, any -> true);
    }

    private List<String> closest(String name, Predicate<String> tellable) {
        String asked = bare(name);
        record Near(String name, int distance) {}
        return Stream.concat(own(), models()).distinct().map(it -> new Near(it, distance(asked, bare(it))))
                .sorted(Comparator.comparingInt(Near::distance)).map(Near::name).filter(tellable).limit(MOST).toList();
    }

    private Stream<String> own() {
        Stream<String> combos = snapshot.routes().combos().values().stream().filter(Combo::active).map(Combo::name);
        return Stream.concat(combos, snapshot.aliases().keySet().stream()).sorted();
    }

    private Stream<String> models() {
        Predicate<String> connected = id -> !snapshot.activeConnections(id).isEmpty();
        boolean nothingConnected = snapshot.accounts().activeByProvider().isEmpty();
        List<String> blocked = snapshot.settings().blockedProviders();
        Predicate<String> shown = id -> (nothingConnected || connected.test(id)) && !blocked.contains(id);
        return Stream.concat(
                catalog.providers().stream().filter(Provider::supported).filter(it -> shown.test(it.id()))
                        .flatMap(this::ofProvider),
                snapshot.nodes().stream().filter(it -> shown.test(it.id())).flatMap(this::ofNode));
    }

    private Stream<String> ofProvider(Provider provider) {
        Stream<String> registered = provider.models().stream().filter(Model::listed)
                .filter(model -> provider.chatModel(model.id()).isPresent()).map(Model::id);
        return Stream.concat(registered, custom(provider.id())).map(id -> provider.alias() + "/" + id);
    }

    private Stream<String> ofNode(ProviderNode node) {
        return custom(node.id()).map(id -> node.prefix() + "/" + id);
    }

    private Stream<String> custom(String owner) {
        return snapshot.customModels().getOrDefault(owner, List.of()).stream().map(model -> model.id());
    }

    /** What follows the last slash: a wrong prefix says nothing about the model. */
    private static String bare(String name) {
        String model = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return model.length() > LONGEST ? model.substring(0, LONGEST) : model;
    }

    /** Characters to put in, take out or change; half as many where one name holds the other. */
    private static int distance(String one, String other) {
        int edits = edits(one, other);
        boolean held = !one.isEmpty() && (other.contains(one) || one.contains(other));
        return held ? edits : 2 * edits;
    }

    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
