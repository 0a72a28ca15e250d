package io.omniroute.translation.anthropic;

import static io.omniroute.translation.anthropic.Hub.ADAPTIVE;
import static io.omniroute.translation.anthropic.Hub.BUDGET;
import static io.omniroute.translation.anthropic.Hub.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinkingPlanTest {
    @ParameterizedTest
    @CsvSource({"minimal,1024", "low,4096", "medium,8192", "high,16384", "xhigh,32768", "max,62976"})
    void effortIsABudgetBelowTheLargestLimit(String effort, long budget) {
        ThinkingPlan plan = plan(ReasoningControl.effort(effort), OptionalLong.empty(), BUDGET, false);

        assertThat(plan.thinking()).contains(Hub.json("{'type':'enabled','budget_tokens':" + budget + "}"));
        assertThat(plan.maxTokens()).isEqualTo(64_000);
        assertThat(plan.dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20000,16384", "4096,3072", "2048,1024", "100000,16384"})
    void clientsLimitIsKeptAndCutsTheBudget(long limit, long budget) {
        ThinkingPlan plan = plan(ReasoningControl.effort("high"), OptionalLong.of(limit), BUDGET, false);

        assertThat(plan.thinking().orElseThrow().whole("budget_tokens")).contains(budget);
        assertThat(plan.maxTokens()).isEqualTo(Math.min(limit, 64_000));
    }

    @ParameterizedTest
    @CsvSource({"2047", "1500", "1"})
    void limitTooSmallMeansNoThinking(long limit) {
        ThinkingPlan plan = plan(ReasoningControl.effort("high"), OptionalLong.of(limit), BUDGET, false);

        assertThat(plan).isEqualTo(new ThinkingPlan(Optional.empty(), Optional.empty(), limit,
                java.util.List.of("reasoning_effort")));
        assertThat(plan.thinks()).isFalse();
    }

    @Test
    void withoutAnyLimitTheAnswerGetsItsDefaultOnTop() {
        Capabilities unknown = BUDGET.withMaxOutput(OptionalLong.empty());

        assertThat(plan(ReasoningControl.effort("low"), OptionalLong.empty(), unknown, false).maxTokens())
                .isEqualTo(4_096 + 8_192);
        assertThat(plan(ReasoningControl.NONE, OptionalLong.empty(), unknown, false).maxTokens()).isEqualTo(8_192);
        assertThat(plan(explicit(new Thinking.Enabled(Long.MAX_VALUE, Optional.empty())), OptionalLong.empty(),
                unknown, false).maxTokens()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"minimal,low", "low,low", "medium,medium", "high,high", "xhigh,xhigh", "max,max"})
    void adaptiveModelGetsTheEffortItself(String effort, String sent) {
        ThinkingPlan plan = plan(ReasoningControl.effort(effort), OptionalLong.of(9_000), ADAPTIVE, false);

        assertThat(plan.thinking()).contains(Hub.json("{'type':'adaptive'}"));
        assertThat(plan.effort()).contains(sent);
        assertThat(plan.maxTokens()).isEqualTo(9_000);
        assertThat(plan.thinks()).isTrue();
    }

    @Test
    void noEffortAndEffortNoneSendNothing() {
        for (Capabilities capabilities : new Capabilities[]{BUDGET, ADAPTIVE, OLD}) {
            for (ReasoningControl asked : new ReasoningControl[]{ReasoningControl.NONE,
                    ReasoningControl.effort("none")}) {
                ThinkingPlan plan = plan(asked, OptionalLong.of(9_000), capabilities, false);

                assertThat(plan).isEqualTo(new ThinkingPlan(Optional.empty(), Optional.empty(), 9_000,
                        java.util.List.of()));
            }
        }
    }

    @Test
    void unknownEffortAndModelsThatDoNotThinkAreNamed() {
        assertThat(plan(ReasoningControl.effort("ultra"), OptionalLong.empty(), BUDGET, false).dropped())
                .containsExactly("reasoning_effort");
        assertThat(plan(ReasoningControl.effort("ultra"), OptionalLong.empty(), ADAPTIVE, false).dropped())
                .containsExactly("reasoning_effort");
        assertThat(plan(ReasoningControl.effort("high"), OptionalLong.empty(), OLD, false).dropped())
                .containsExactly("reasoning_effort");
        assertThat(plan(explicit(new Thinking.Adaptive(Optional.empty())), OptionalLong.empty(), OLD, false).dropped())
                .containsExactly("thinking");
    }

    @Test
    void explicitThinkingWinsOverTheEffort() {
        var asked = new ReasoningControl(Optional.of("max"),
                Optional.of(new Thinking.Enabled(2_048, Optional.of("summarized"))), Optional.empty(),
                Optional.empty());

        assertThat(plan(asked, OptionalLong.of(8_000), BUDGET, false).thinking())
                .contains(Hub.json("{'type':'enabled','budget_tokens':2048,'display':'summarized'}"));
        assertThat(plan(asked, OptionalLong.of(8_000), ADAPTIVE, false).effort()).contains("low");
        assertThat(plan(asked, OptionalLong.of(8_000), ADAPTIVE, false).thinking())
                .contains(Hub.json("{'type':'adaptive','display':'summarized'}"));
    }

    @Test
    void modelsOwnChoiceIsThatOfTheEffortWhereBudgetsAreDue() {
        var free = Optional.<Thinking>of(new Thinking.Adaptive(Optional.empty()));
        var with = new ReasoningControl(Optional.of("low"), free, Optional.empty(), Optional.empty());

        assertThat(plan(with, OptionalLong.of(9_000), BUDGET, false).thinking())
                .contains(Hub.json("{'type':'enabled','budget_tokens':4096}"));
        assertThat(plan(explicit(free.get()), OptionalLong.of(9_000), BUDGET, false).thinking()).isEmpty();
        assertThat(plan(explicit(free.get()), OptionalLong.of(9_000), ADAPTIVE, false).thinking())
                .contains(Hub.json("{'type':'adaptive'}"));
    }

    @Test
    void disabledIsSaidToModelsThatKnowTheWord() {
        ReasoningControl asked = explicit(new Thinking.Disabled());

        assertThat(plan(asked, OptionalLong.of(9), BUDGET, true).thinking()).contains(Hub.json("{'type':'disabled'}"));
        assertThat(plan(asked, OptionalLong.of(9), ADAPTIVE, true).thinks()).isFalse();
        assertThat(plan(asked, OptionalLong.of(9), OLD, true).thinking()).isEmpty();
    }

    @Test
    void barredThinkingIsNamedAndTheLimitIsThatOfAPlainAnswer() {
        ThinkingPlan budget = plan(ReasoningControl.effort("low"), OptionalLong.empty(),
                BUDGET.withMaxOutput(OptionalLong.empty()), true);
        ThinkingPlan adaptive = plan(ReasoningControl.effort("low"), OptionalLong.empty(), ADAPTIVE, true);

        assertThat(budget.thinking()).isEmpty();
        assertThat(budget.maxTokens()).isEqualTo(8_192);
        assertThat(budget.dropped()).containsExactly("reasoning_effort");
        assertThat(adaptive.thinking()).isEmpty();
        assertThat(adaptive.effort()).contains("low");
    }

    private static ReasoningControl explicit(Thinking thinking) {
        return new ReasoningControl(Optional.empty(), Optional.of(thinking), Optional.empty(), Optional.empty());
    }

    private static ThinkingPlan plan(ReasoningControl asked, OptionalLong limit, Capabilities capabilities,
            boolean barred) {
        return ThinkingPlan.of(asked, limit, capabilities, barred);
    }
}
