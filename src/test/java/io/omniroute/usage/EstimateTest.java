package io.omniroute.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.usage.TokenUsage;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void requestIsRoundedUpAndAnswerDown() {
        assertThat(Estimate.of(9, 11)).isEqualTo(new TokenUsage(3, 2, 0, 0, 0, true));
    }

    @Test
    void answerCountsAtLeastOneToken() {
        assertThat(Estimate.of(0, 0)).isEqualTo(new TokenUsage(0, 1, 0, 0, 0, true));
    }
}
