package io.omniroute.policy;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.PolicyVerdict.Adjustments;
import io.omniroute.policy.PolicyVerdict.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The questions of 40 section 8 in their order: lockout, budget, access. The fallback look-up that ends the list there
 * belongs to {@code routing}; nobody is refused by it.
 */
public final class PolicyEngine {
    private static final List<Question> ORDER = List.of(new Question(Phase.LOCKOUT, PolicyEngine::lockedOut),
            new Question(Phase.BUDGET, (request, snapshot, facts) -> facts.budget().get()),
            new Question(Phase.ACCESS,
                    (request, snapshot, facts) -> Policies.refusal(snapshot, request.requestedModel(),
                            request.names())));

    private PolicyEngine() {}

    /** One question: why it refuses, or empty. */
    private record Question(Phase phase, Rule rule) {
        @FunctionalInterface
        interface Rule {
            Optional<Failure.Refused> refusal(PolicyRequest request, Snapshot snapshot, PolicyFacts facts);
        }
    }

    /** All questions, the first denial ends; the adjustments of a request that is refused are of no interest. */
    public static PolicyVerdict judge(PolicyRequest request, Snapshot snapshot, PolicyFacts facts) {
        for (Question question : ORDER) {
            Optional<Failure.Refused> refusal = question.rule().refusal(request, snapshot, facts);
            if (refusal.isPresent()) {
                return new PolicyVerdict(refusal, question.phase(), Adjustments.NONE);
            }
        }
        return new PolicyVerdict(Optional.empty(), Phase.PASSED,
                new Adjustments(Policies.preferred(snapshot, request.requestedModel()),
                        Policies.maxTokens(snapshot, request.names())));
    }

    /**
     * A caller is locked by what it proved to be: with a valid key by the key's id, else by its address. So a neighbour
     * behind the same address, or a forgotten tool with a dead key, locks nobody out whose key is good.
     */
    private static Optional<Failure.Refused> lockedOut(PolicyRequest request, Snapshot snapshot, PolicyFacts facts) {
        String identifier = request.caller().key().map(ApiKey::id).orElse(request.clientAddress());
        return facts.lockedFor().apply(identifier).map(PolicyEngine::locked);
    }

    /** What everybody hears who is locked out, at whichever door (10 section 16). */
    public static Failure.Refused locked(Duration left) {
        return new Failure.Refused(429, "locked_out", "Locked out", null, left);
    }
}
