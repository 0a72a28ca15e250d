package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static Limits limits(Snapshot snapshot, String provider, String model) {
        return Limits.of(Given.SHIPPED, snapshot, provider, model);
    }

    @Test
    void registryKnowsItsModelsByListedAndBySentName() {
        assertThat(limits(Snapshot.EMPTY, "claude", "claude-opus-4-6").contextWindow()).hasValue(1_000_000);
        assertThat(limits(Snapshot.EMPTY, "codex", "gpt-5.3-codex-high").maxInput()).hasValue(272_000);
    }

    @Test
    void whatNobodyKnowsIsUnknown() {
        assertThat(limits(Snapshot.EMPTY, "openrouter", "some/new-model")).isEqualTo(Limits.UNKNOWN);
        assertThat(limits(Snapshot.EMPTY, "openai-compatible-chat-1", "llama")).isEqualTo(Limits.UNKNOWN);
    }

    @Test
    void whatAnOperatorSaysWinsAndLeavesTheRest() {
        var snapshot = Given.nothing().custom("claude", "claude-opus-4-6").snapshot();

        Limits limits = limits(snapshot, "claude", "claude-opus-4-6");

        assertThat(limits.maxOutput()).hasValue(4096);
        assertThat(limits.contextWindow()).hasValue(1_000_000);
    }

    @Test
    void modelOfANodeHasTheLimitsItsOperatorGave() {
        String node = Given.node(NodeType.OPENAI_CHAT, "mo", "http://h").id();

        assertThat(limits(Given.nothing().custom(node, "llama").snapshot(), node, "llama").maxOutput()).hasValue(4096);
    }

    @Test
    void requestFitsWhenNothingIsKnownAgainstIt() {
        var limits = new Limits(OptionalInt.of(1000), OptionalInt.of(700), OptionalInt.empty());

        assertThat(limits.fits(700, 300)).isTrue();
        assertThat(limits.fits(701, 1)).isFalse();
        assertThat(limits.fits(600, 401)).isFalse();
        assertThat(Limits.UNKNOWN.fits(Long.MAX_VALUE / 2, 1)).isTrue();
    }

    @Test
    void leastOfALimitAndAnUnknownOneIsUnknown() {
        var known = new Limits(OptionalInt.of(1000), OptionalInt.empty(), OptionalInt.of(10));
        var larger = new Limits(OptionalInt.of(2000), OptionalInt.empty(), OptionalInt.empty());

        assertThat(known.least(larger))
                .isEqualTo(new Limits(OptionalInt.of(1000), OptionalInt.empty(), OptionalInt.empty()));
    }
}
