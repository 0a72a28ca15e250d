package io.omniroute.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.policy.Policy.Type;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.PolicyVerdict.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEngineTest {
    private static final Failure.Refused BROKE = Failure.Refused.of(429, "budget_exceeded",
            "Daily budget exceeded: $1.2345 / $1.00");
    private static final PolicyRequest REQUEST = PolicyRequest.unresolved(Caller.LOCAL, "203.0.113.7", "gpt-5")
            .resolved(new ModelRules.Target("gpt-5", "openai", "oa", "gpt-5"));

    @ParameterizedTest
    @CsvSource({"true, true, true, LOCKOUT, 429", "false, true, true, BUDGET, 429", "false, false, true, ACCESS, 403",
            "false, false, false, PASSED, 0", "true, false, true, LOCKOUT, 429"})
    void firstDenialEnds(boolean locked, boolean broke, boolean blocked, Phase phase, int status) {
        Snapshot snapshot = blocked ? with(block("gpt-*")) : with();
        var facts = new PolicyFacts(identifier -> locked ? Optional.of(Duration.ofMinutes(3)) : Optional.empty(),
                () -> broke ? Optional.of(BROKE) : Optional.empty());

        PolicyVerdict verdict = PolicyEngine.judge(REQUEST, snapshot, facts);

        assertThat(verdict.phase()).isEqualTo(phase);
        assertThat(verdict.allowed()).isEqualTo(phase == Phase.PASSED);
        assertThat(verdict.refusal().map(Failure.Refused::status).orElse(0)).isEqualTo(status);
    }

    @Test
    void laterQuestionsAreNotAskedAfterADenial() {
        var asked = new ArrayList<String>();
        var facts = new PolicyFacts(identifier -> {
            asked.add(identifier);
            return Optional.of(Duration.ofSeconds(90));
        }, () -> {
            asked.add("budget");
            return Optional.empty();
        });

        PolicyVerdict verdict = PolicyEngine.judge(REQUEST, with(), facts);

        assertThat(asked).containsExactly("203.0.113.7");
        assertThat(verdict.refusal().orElseThrow().retryHint()).contains(Duration.ofSeconds(90));
    }

    @Test
    void callerWithAKeyIsLockedByItsKeyAlone() {
        var key = new ApiKey("key-1", "ci", "hash", "sk-…", "m", true, false, false, List.of(), null, null,
                Instant.EPOCH);
        var request = PolicyRequest.unresolved(Caller.of(key), "203.0.113.7", "gpt-5");

        assertThat(PolicyEngine.judge(request, with(), lockedOut("203.0.113.7")).allowed()).isTrue();
        assertThat(PolicyEngine.judge(request, with(), lockedOut("key-1")).phase()).isEqualTo(Phase.LOCKOUT);
    }

    @ParameterizedTest
    @CsvSource({"gpt-5, true", "GPT-5, true", "openai/*, true", "oa/gpt-5, true", "gpt-4*, false", "groq/*, false",
            "g?t-5, true"})
    void blockMatchesEveryNameOfTheTarget(String pattern, boolean blocked) {
        assertThat(PolicyEngine.judge(REQUEST, with(block(pattern)), PolicyFacts.NONE).allowed()).isEqualTo(!blocked);
    }

    @Test
    void blockHoldsOnlyForTheModelsOfItsCondition() {
        var conditional = new Policy("p", "only claude", Type.ACCESS, true, 1, "claude-*", List.of(), List.of("*"),
                OptionalInt.empty());

        assertThat(PolicyEngine.judge(REQUEST, with(conditional), PolicyFacts.NONE).allowed()).isTrue();
    }

    @Test
    void disabledPolicyDoesNothing() {
        var off = new Policy("p", "off", Type.ACCESS, false, 1, "", List.of(), List.of("*"), OptionalInt.empty());

        assertThat(PolicyEngine.judge(REQUEST, with(off), PolicyFacts.NONE).allowed()).isTrue();
    }

    @Test
    void preferredProvidersComeByPriorityAndOnce() {
        Snapshot snapshot = with(prefer(20, "", "groq", "azure"), prefer(10, "gpt-*", "openrouter", "groq"),
                prefer(5, "claude-*", "anthropic"));

        assertThat(Policies.preferred(snapshot, "gpt-5")).containsExactly("openrouter", "groq", "azure");
        assertThat(PolicyEngine.judge(REQUEST, snapshot, PolicyFacts.NONE).adjustments().preferredProviders())
                .containsExactly("openrouter", "groq", "azure");
    }

    @Test
    void lowestLimitOfTheMatchingOnesCounts() {
        Snapshot snapshot = with(limit("", 4_096), limit("openai/*", 1_024), limit("claude-*", 10));

        assertThat(PolicyEngine.judge(REQUEST, snapshot, PolicyFacts.NONE).adjustments().maxTokens()).hasValue(1_024);
        assertThat(PolicyEngine.judge(REQUEST, with(), PolicyFacts.NONE).adjustments().maxTokens()).isEmpty();
    }

    private static PolicyFacts lockedOut(String identifier) {
        return new PolicyFacts(it -> it.equals(identifier) ? Optional.of(Duration.ofMinutes(1)) : Optional.empty(),
                Optional::empty);
    }

    private static Policy block(String pattern) {
        return new Policy("b", "no " + pattern, Type.ACCESS, true, 1, "", List.of(), List.of(pattern),
                OptionalInt.empty());
    }

    private static Policy prefer(int priority, String pattern, String... providers) {
        return new Policy("r" + priority, "prefer", Type.ROUTING, true, priority, pattern, List.of(providers),
                List.of(), OptionalInt.empty());
    }

    private static Policy limit(String pattern, int tokens) {
        return new Policy("l" + tokens, "limit", Type.BUDGET, true, 1, pattern, List.of(), List.of(),
                OptionalInt.of(tokens));
    }

    private static Snapshot with(Policy... policies) {
        return Snapshot.EMPTY.with(Snapshot.Rules.of(List.of(), List.of(policies)));
    }
}
