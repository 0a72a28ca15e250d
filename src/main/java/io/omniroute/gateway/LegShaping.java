package io.omniroute.gateway;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.Format;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.ModelRules;
import io.omniroute.policy.Policies;
import io.omniroute.policy.PolicyRequest;
import io.omniroute.domain.key.Caller;
import io.omniroute.translation.stages.ContextSize;
import io.omniroute.translation.stages.Shaping;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the operator's settings and policies mean for one leg. */
final class LegShaping {
    private LegShaping() {}

    /** @param asked the model as the client named it: policies go by every name of a target */
    static Shaping of(Snapshot snapshot, Catalog catalog, boolean compress, String asked, Leg leg, Capabilities able) {
        Settings settings = snapshot.settings();
        OptionalInt most = snapshot.rules().policies().isEmpty()
                ? OptionalInt.empty()
                : maxTokens(snapshot, catalog, asked, leg);
        OptionalLong window = compress ? OptionalLong.of(window(catalog, leg)) : OptionalLong.empty();
        ThinkingBudget thinking = changes(settings.thinking().mode(), leg.endpoint().format(), able)
                ? settings.thinking()
                : ThinkingBudget.DEFAULTS;
        return new Shaping(thinking, settings.systemPrompt(), most, window);
    }

    /** Fields can be taken from any request; a budget is given to models that reason (40 section 15). */
    private static boolean changes(Mode mode, Format format, Capabilities able) {
        return switch (mode) {
            case PASSTHROUGH -> false;
            case AUTO -> true;
            case CUSTOM, ADAPTIVE -> reasons(format, able);
        };
    }

    private static boolean reasons(Format format, Capabilities able) {
        return switch (format) {
            case OPENAI, OPENAI_RESPONSES -> able.can(Ability.REASONING);
            case CLAUDE, GEMINI, GEMINI_CLI, ANTIGRAVITY -> able.thinking() != ThinkingStyle.NONE;
            case KIRO, CURSOR, OLLAMA -> able.can(Ability.REASONING) || able.thinking() != ThinkingStyle.NONE;
        };
    }

    private static OptionalInt maxTokens(Snapshot snapshot, Catalog catalog, String asked, Leg leg) {
        String provider = leg.endpoint().provider();
        String alias = catalog.provider(provider).map(Provider::alias).orElse(provider);
        var target = new ModelRules.Target(asked, provider, alias, leg.model());
        return Policies.maxTokens(snapshot, PolicyRequest.unresolved(Caller.LOCAL, "", asked).resolved(target).names());
    }

    private static long window(Catalog catalog, Leg leg) {
        OptionalInt known = catalog.provider(leg.endpoint().provider()).stream()
                .flatMap(provider -> provider.models().stream())
                .filter(model -> model.id().equals(leg.model()) || model.upstreamId().equals(leg.model()))
                .map(Model::contextWindow).filter(OptionalInt::isPresent).findFirst().orElse(OptionalInt.empty());
        return ContextSize.window(known, leg.model());
    }
}
