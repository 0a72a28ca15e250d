package io.omniroute.admin;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.routing.DryRun;
import io.omniroute.routing.Names;
import io.omniroute.routing.Resolution;
import io.omniroute.routing.Resolution.NotResolved;
import io.omniroute.routing.Resolver;
import io.omniroute.routing.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Says what a model name stands for and where a request would go now; sends nothing. */
public final class RouteAdmin {
    private static final int LONGEST = 1_000;
    private static final int NOT_FOUND = 404;
    private static final int CHARACTERS_PER_TOKEN = 4;
    private final Catalog catalog;
    private final Supplier<Snapshot> snapshots;
    private final RouteState state;
    private final JsonText json;
    private final RandomGenerator random;

    public RouteAdmin(Catalog catalog, Supplier<Snapshot> snapshots, RouteState state, JsonText json,
            RandomGenerator random) {
        this.catalog = catalog;
        this.snapshots = snapshots;
        this.state = state;
        this.json = json;
        this.random = random;
    }

    /**
     * What the name stands for.
     *
     * @throws RefusedException with the reason a client would be told; for an unknown name with {@code suggestions}
     */
    public Resolved resolve(Optional<String> model) {
        String name = model.filter(it -> !it.isBlank())
                .orElseThrow(() -> RefusedException.invalid("model", "Model is required"));
        Snapshot snapshot = snapshots.get();
        Resolution resolution = Resolver.resolve(name, snapshot, catalog, Optional.empty(),
                state.reach(snapshot, name));
        return switch (resolution) {
            case Resolution.Found found -> Resolved.of(name, found);
            case Resolution.Group group -> Resolved.of(name, group);
            case NotResolved not -> throw refused(not.failure(), name, snapshot);
        };
    }

    /**
     * The legs a request would have now.
     *
     * @param form {@code comboName} or {@code model}; {@code messages}? and {@code max_tokens}? tell its size
     */
    public RouteForecast forecast(Form form) {
        Optional<String> combo = form.text("comboName", LONGEST);
        Optional<String> model = form.text("model", LONGEST);
        OptionalInt output = form.number("max_tokens", 0, Integer.MAX_VALUE).map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        if (combo.isEmpty() && model.isEmpty()) {
            form.wrong("model", "model or comboName is required");
        }
        form.check();
        Snapshot snapshot = snapshots.get();
        combo.filter(name -> !snapshot.routes().combos().containsKey(name)).ifPresent(name -> {
            throw RefusedException.notFound("Combo not found");
        });
        String name = combo.or(() -> model).orElseThrow();
        return switch (DryRun.of(name, facts(name, snapshot, new DryRun.Size(tokens(form), output)))) {
            case DryRun.Answer.Seen seen -> RouteForecast.of(seen.forecast());
            case DryRun.Answer.Refused refused -> throw refused(refused.failure(), name, snapshot);
        };
    }

    private DryRun.Facts facts(String model, Snapshot snapshot, DryRun.Size size) {
        var reach = state.reach(snapshot, model);
        var names = new Names(snapshot, catalog, Optional.empty(), reach);
        return new DryRun.Facts(snapshot, catalog, reach, state.outlook(snapshot, catalog),
                combo -> state.order(combo, names, catalog, random), random, size);
    }

    private long tokens(Form form) {
        Object messages = form.raw("messages");
        return messages == null ? 0 : Math.ceilDiv(json.write(messages).length(), CHARACTERS_PER_TOKEN);
    }

    private RefusedException refused(Failure.Refused failure, String name, Snapshot snapshot) {
        boolean unknown = failure.status() == NOT_FOUND;
        Refusal refusal = new Refusal(unknown ? Refusal.Kind.NOT_FOUND : Refusal.Kind.INVALID, failure.code(),
                failure.message(), List.of(), unknown
                        ? Map.of("suggestions", new Suggestions(snapshot, catalog).closest(name))
                        : Map.of(),
                null);
        return new RefusedException(refusal);
    }

    /**
     * A name and what it stands for.
     *
     * @param rule the first rule that applied, for example {@code wildcard-alias}
     * @param alias the alias or pattern followed last
     * @param provider id, empty for a combo
     * @param targetFormat the provider's dialect for this model; empty for a combo
     */
    public record Resolved(String model, String rule, Optional<String> alias, Optional<String> combo,
            boolean extendedContext, List<Hop> hops, String provider, String providerAlias, String modelId,
            String upstreamModel, String targetFormat) {
        static Resolved of(String asked, Resolution.Found found) {
            return new Resolved(asked, found.trail().winning(found.rule()).id(), found.alias(), Optional.empty(),
                    found.trail().extendedContext(), hops(found.trail()), found.providerId(), found.providerAlias(),
                    found.modelId(), found.upstreamModel(), found.reach().own().format().toString());
        }

        static Resolved of(String asked, Resolution.Group group) {
            return new Resolved(asked, group.trail().winning(Resolution.Rule.COMBO).id(), group.alias(),
                    Optional.of(group.combo().name()), group.trail().extendedContext(), hops(group.trail()), "", "", "",
                    "", "");
        }

        private static List<Hop> hops(Resolution.Trail trail) {
            return trail.hops().stream().map(hop -> new Hop(hop.rule().id(), hop.pattern(), hop.target())).toList();
        }
    }

    /** One alias that was followed. */
    public record Hop(String rule, String pattern, String target) {}
}
