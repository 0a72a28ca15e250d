package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.ASSISTANT;
import static io.omniroute.domain.chat.Role.DEVELOPER;
import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.says;
import static io.omniroute.translation.stages.Given.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Effort;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShapingStagesTest {
    private static final Target CLAUDE = target(Format.CLAUDE, "anthropic", "claude-sonnet-4-5");
    private static final ReasoningControl SAID = new ReasoningControl(Optional.of("high"),
            Optional.of(new Thinking.Enabled(2_000, Optional.empty())), Optional.empty(), Optional.empty());

    @ParameterizedTest
    @EnumSource(Format.class)
    void withoutAWishTheStagesAreTheOldOnes(Format to) {
        ChatRequest request = chat(says(SYSTEM, "s"), says(USER, "q")).toBuilder().reasoning(SAID).build();
        Target target = target(to, "x", "claude-sonnet-4-5-thinking");

        assertThat(RequestStages.run(request, to, target, Shaping.NONE)).isEqualTo(
                RequestStages.run(request, to, target)).extracting(ChatRequest::reasoning).isEqualTo(SAID);
    }

    @Test
    void autoTakesEveryWordOnThinkingAndNamesIt() {
        ChatRequest shaped = shaped(chat(says(USER, "q")).toBuilder().reasoning(SAID).build(), Mode.AUTO, 0,
                Effort.NONE);

        assertThat(shaped.reasoning()).isEqualTo(ReasoningControl.NONE);
        assertThat(shaped.dropped()).containsExactly("reasoning_effort", "thinking");
    }

    @Test
    void autoDoesNotLetTheNameOfAModelThink() {
        Target thinking = target(Format.CLAUDE, "anthropic", "claude-sonnet-4-5-thinking");
        var shaping = new Shaping(new ThinkingBudget(Mode.AUTO, 0, Effort.NONE), SystemPrompt.NONE,
                OptionalInt.empty(), OptionalLong.empty());

        ChatRequest shaped = RequestStages.run(chat(says(USER, "q")), Format.CLAUDE, thinking, shaping);

        assertThat(shaped.reasoning()).isEqualTo(ReasoningControl.NONE);
        assertThat(shaped.dropped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, disabled", "2048, 2048", "131072, 131072"})
    void customReplacesWhatTheClientSaid(int budget, String thinking) {
        ChatRequest shaped = shaped(chat(says(USER, "q")).toBuilder().reasoning(SAID).build(), Mode.CUSTOM, budget,
                Effort.NONE);

        assertThat(said(shaped)).isEqualTo(thinking);
        assertThat(shaped.reasoning().effort()).isEmpty();
    }

    /** Base 1024, 10240 or 131072; + 0.5 for more than 10 messages, + 0.5 for more than 3 tools, + 0.3 for a long one. */
    @ParameterizedTest
    @CsvSource({"none, 20, 5, 3000, disabled", "low, 1, 0, 2000, 1024", "low, 10, 3, 2000, 1024",
            "low, 11, 0, 1, 1536", "low, 1, 4, 1, 1536", "low, 1, 0, 2001, 1331", "low, 11, 4, 2001, 2355",
            "medium, 11, 4, 2001, 23552", "high, 11, 4, 2001, 131072"})
    void adaptiveGrowsWithTheConversation(String effort, int messages, int tools, int length, String thinking) {
        List<Message> all = new ArrayList<>(Collections.nCopies(messages - 1, says(ASSISTANT, "a")));
        all.add(says(USER, "x".repeat(length)));
        List<Tool> offered = Collections.nCopies(tools,
                new Tool.WebSearch(Json.Obj.EMPTY));
        ChatRequest request = ChatRequest.builder("m").messages(all).tools(offered).build();

        assertThat(said(shaped(request, Mode.ADAPTIVE, 0, Effort.of(effort).orElseThrow()))).isEqualTo(thinking);
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-pro, 32768", "gemini-2.5-flash, 24576", "gemini-3-pro-preview, 131072"})
    void googlesModelsGetNoMoreThanTheyTake(String model, String budget) {
        var stage = new ThinkingMode(new ThinkingBudget(Mode.CUSTOM, 131_072, Effort.NONE));

        ChatRequest shaped = stage.apply(chat(says(USER, "q")), Format.GEMINI, target(Format.GEMINI, "gemini", model));

        assertThat(said(shaped)).isEqualTo(budget);
    }

    @Test
    void capLowersAndSetsButNeverRaisesALimit() {
        var cap = new OutputCap(OptionalInt.of(512));

        assertThat(cap.apply(limited(9_000), Format.OPENAI, CLAUDE).maxTokens()).hasValue(512);
        assertThat(cap.apply(limited(100), Format.OPENAI, CLAUDE).maxTokens()).hasValue(100);
        assertThat(cap.apply(chat(says(USER, "q")), Format.OPENAI, CLAUDE).maxTokens()).hasValue(512);
        assertThat(new OutputCap(OptionalInt.empty()).apply(limited(9_000), Format.OPENAI, CLAUDE).maxTokens())
                .hasValue(9_000);
    }

    @Test
    void promptStandsBeforeAllOrBehindTheLeadingSystemMessages() {
        ChatRequest request = chat(says(SYSTEM, "s"), says(DEVELOPER, "d"), says(USER, "q"), says(SYSTEM, "late"));

        assertThat(prompted(request, false)).containsExactly(says(SYSTEM, "Be brief."), says(SYSTEM, "s"),
                says(DEVELOPER, "d"), says(USER, "q"), says(SYSTEM, "late"));
        assertThat(prompted(request, true)).containsExactly(says(SYSTEM, "s"), says(DEVELOPER, "d"),
                says(SYSTEM, "Be brief."), says(USER, "q"), says(SYSTEM, "late"));
        assertThat(prompted(chat(says(USER, "q")), true)).containsExactly(says(SYSTEM, "Be brief."), says(USER, "q"));
    }

    @Test
    void promptFitsAModelWithoutASystemRole() {
        var shaping = new Shaping(ThinkingBudget.DEFAULTS, new SystemPrompt(true, "Be brief.", false),
                OptionalInt.empty(), OptionalLong.empty());

        assertThat(RequestStages.run(chat(says(USER, "q")), Format.OPENAI,
                target(Format.OPENAI, "nvidia", "glm-4.7"), shaping).messages())
                .containsExactly(says(USER, "Be brief.\n\nq"));
    }

    private static ChatRequest shaped(ChatRequest request, Mode mode, int budget, Effort effort) {
        return new ThinkingMode(new ThinkingBudget(mode, budget, effort)).apply(request, Format.CLAUDE, CLAUDE);
    }

    private static String said(ChatRequest request) {
        return switch (request.reasoning().thinking().orElseThrow()) {
            case Thinking.Enabled enabled -> Long.toString(enabled.budgetTokens());
            case Thinking.Disabled disabled -> "disabled";
            case Thinking.Adaptive adaptive -> "adaptive";
        };
    }

    private static ChatRequest limited(long tokens) {
        return chat(says(USER, "q")).toBuilder().maxTokens(OptionalLong.of(tokens)).build();
    }

    private static List<Message> prompted(ChatRequest request, boolean append) {
        return new AddedPrompt(new SystemPrompt(true, "Be brief.", append)).apply(request, Format.CLAUDE, CLAUDE)
                .messages();
    }
}
