package io.omniroute.policy;

import io.omniroute.catalog.Glob;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.policy.Policy.Type;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the declarative policies of a snapshot say of a model (40 section 8). Patterns match whole names whatever their
 * case: a block must not be passed by by writing a name in capitals.
 */
public final class Policies {
    private Policies() {}

    /** Provider ids that go first among the candidates of a name without a prefix, most important first. */
    public static List<String> preferred(Snapshot snapshot, String model) {
        return concerning(snapshot, Type.ROUTING, List.of(model)).flatMap(policy -> policy.preferProviders().stream())
                .distinct().toList();
    }

    /** The lowest of the limits that policies of the budget type set; empty = none does. */
    public static OptionalInt maxTokens(Snapshot snapshot, List<String> names) {
        return concerning(snapshot, Type.BUDGET, names).flatMapToInt(policy -> policy.maxTokens().stream()).min();
    }

    /** Why a target that goes by these names is refused: 403 {@code model_blocked}. */
    public static Optional<Failure.Refused> refusal(Snapshot snapshot, String requested, List<String> names) {
        return concerning(snapshot, Type.ACCESS, names).filter(policy -> anyMatches(policy.blockModels(), names))
                .findFirst().map(policy -> Failure.Refused.of(403, "model_blocked",
                        "Model " + requested + " is blocked by policy " + policy.name()));
    }

    private static Stream<Policy> concerning(Snapshot snapshot, Type type, List<String> names) {
        return snapshot.rules().policies().stream().filter(policy -> policy.type() == type)
                .filter(policy -> policy.modelPattern().isEmpty()
                        || anyMatches(List.of(policy.modelPattern()), names));
    }

    private static boolean anyMatches(List<String> patterns, List<String> names) {
        return patterns.stream().map(Policies::lower)
                .anyMatch(pattern -> names.stream().anyMatch(name -> Glob.matches(pattern, lower(name))));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
