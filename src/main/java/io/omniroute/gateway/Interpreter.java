package io.omniroute.gateway;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.CapabilityOverrides;
import io.omniroute.catalog.CapabilityRules;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Repairs;
import io.omniroute.translation.RequestHead.Trait;
import io.omniroute.translation.Target;
import io.omniroute.translation.Translation;
import io.omniroute.translation.Translation.Circumstances;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.openai.Sanitiser;
import io.omniroute.translation.stages.ContextSize;
import io.omniroute.translation.stages.LearnedTags;
import io.omniroute.translation.stages.LearnedTags.Layer;
import io.omniroute.translation.stages.Shaping;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.LongSupplier;

/** Decides how a leg is spoken to: by the short cut where both sides speak one dialect, else through the hub. */
public final class Interpreter {
    private final Supplier<Snapshot> snapshots;
    private final Catalog catalog;
    private final TranslationSettings settings;
    private final LearnedTags tags;
    private final Clock clock;

    public Interpreter(Supplier<Snapshot> snapshots, Catalog catalog, TranslationSettings settings, LearnedTags tags,
            Clock clock) {
        this.snapshots = snapshots;
        this.catalog = catalog;
        this.settings = settings;
        this.tags = tags;
        this.clock = clock;
    }

    /**
     * The way to speak to a leg.
     *
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} 400 for a request its dialect cannot
     *     express
     */
    Speaking speaking(Inbound inbound, Asked asked, Leg leg) {
        Capabilities able = capabilities(leg);
        boolean streaming = asked.streaming() || able.can(Ability.STREAM_ONLY);
        Shaping shaping = shaping(asked.model(), leg, able);
        boolean agreed = leg.endpoint().format() == asked.head().format() && streaming == asked.streaming();
        if (agreed && !asked.head().traits().contains(Trait.HUB_CONTENT) && !tooLong(inbound, asked, shaping)) {
            Repairs repairs = Repairs.of(leg.endpoint(), able, settings, () -> new Sanitiser(newIds(), leg.model(),
                    clock.instant().getEpochSecond(), asked.head().includeUsage()));
            return new OwnDialect(inbound, asked, leg, repairs, shaping,
                    new Once<>(() -> translation(inbound, asked, leg, target(leg, able, streaming), shaping)));
        }
        return new Interpreted(leg, translation(inbound, asked, leg, target(leg, able, streaming), shaping), streaming);
    }

    /** A request on its way to a leg, without regard to short cuts. */
    Translation translation(ChatRequest asked, Format client, Leg leg, boolean streaming) {
        return translation(asked, client, leg, target(leg, capabilities(leg), streaming),
                circumstances(leg, Shaping.NONE, () -> 0));
    }

    private Translation translation(Inbound inbound, Asked asked, Leg leg, Target target, Shaping shaping) {
        return translation(asked.hub().get(), asked.head().format(), leg, target,
                circumstances(leg, shaping, inbound.times()::elapsedNanos));
    }

    private Circumstances circumstances(Leg leg, Shaping shaping, LongSupplier elapsedNanos) {
        return new Circumstances(settings, tags.tagsFor(Map.of(Layer.FAMILY, family(leg.model()))), shaping,
                clock.instant().getEpochSecond(), elapsedNanos);
    }

    private static Translation translation(ChatRequest asked, Format client, Leg leg, Target target,
            Circumstances circumstances) {
        return Translation.of(asked, Dialects.client(client), Dialects.upstream(leg.endpoint().format()), target,
                circumstances);
    }

    private Shaping shaping(String asked, Leg leg, Capabilities able) {
        return LegShaping.of(snapshots.get(), catalog, settings.compressContext(), asked, leg, able);
    }

    /** Such a request is made to fit by way of the hub. One that only its own dialect understands stays as it is. */
    private static boolean tooLong(Inbound inbound, Asked asked, Shaping shaping) {
        if (shaping.contextTokens().isEmpty()) {
            return false;
        }
        long room = ContextSize.room(shaping.contextTokens().getAsLong());
        try {
            return inbound.body().length() / ContextSize.BYTES_PER_TOKEN_AT_LEAST > room
                    && ContextSize.tokens(asked.hub().get()) > room;
        } catch (GatewayException e) {
            return false;
        }
    }

    private static Target target(Leg leg, Capabilities able, boolean streaming) {
        return new Target(leg.endpoint().provider(), leg.model(), able, streaming, account(leg), newIds());
    }

    private static Ids newIds() {
        return new Ids(UUID.randomUUID().toString());
    }

    /** Models of one family write their thoughts alike: the letters before the first digit. */
    private static String family(String model) {
        String bare = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < bare.length() && !Character.isDigit(bare.charAt(end))) {
            end++;
        }
        return bare.substring(0, end);
    }

    private Capabilities capabilities(Leg leg) {
        String provider = leg.endpoint().provider();
        CapabilityOverrides said = overrides(provider, leg.model());
        OptionalLong maxOutput = said.maxOutput().isPresent() ? said.maxOutput() : listed(provider, leg.model());
        Capabilities able = CapabilityRules.of(leg.endpoint().format(), provider, leg.model(), maxOutput,
                said.abilities());
        return said.thinking().map(able::withThinking).orElse(able);
    }

    private CapabilityOverrides overrides(String provider, String model) {
        return snapshots.get().customModels().getOrDefault(provider, List.of()).stream()
                .filter(custom -> custom.id().equals(model)).findFirst()
                .map(custom -> CapabilityOverrides.of(custom.capabilities())).orElse(CapabilityOverrides.NONE);
    }

    private OptionalLong listed(String providerId, String model) {
        return catalog.provider(providerId).flatMap(provider -> sent(provider, model)).stream()
                .flatMapToLong(it -> it.maxOutput().stream().asLongStream()).findFirst();
    }

    private static Optional<Model> sent(Provider provider, String upstreamModel) {
        return provider.model(upstreamModel).or(() -> provider.models().stream()
                .filter(model -> model.upstreamId().equals(upstreamModel)).findFirst());
    }

    /** What a wire puts into its body about the account; nothing secret. */
    private static Map<String, String> account(Leg leg) {
        var account = new HashMap<String, String>();
        account.put("connection", leg.connection().id());
        ProviderData data = leg.connection().data();
        data.text("project").or(() -> data.text("projectId")).ifPresent(id -> account.put("project", id));
        data.text("profileArn").ifPresent(arn -> account.put("profileArn", arn));
        return account;
    }
}
