package io.omniroute.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BypassTest {
    private static final String TITLE_WANTED = "Please write a 5-10 word title for the following conversation:";
    private static final Bypass BYPASS = new Bypass(true, List.of(TITLE_WANTED, " "), "Answered.");

    private static Message says(Role role, String... texts) {
        return new Message(role, Stream.of(texts).<Part>map(Part.Text::new).toList());
    }

    private static boolean matches(Message... messages) {
        return BYPASS.matches(ChatRequest.builder("m").messages(List.of(messages)).build());
    }

    @ParameterizedTest
    @CsvSource({"claude-cli/2.0.1 (external), true", "node claude-cli, true", "Claude-CLI/1, false", "curl/8, false",
            "'', false"})
    void itConcernsOneProgramOnly(String userAgent, boolean concerned) {
        assertThat(BYPASS.concerns(userAgent)).isEqualTo(concerned);
        assertThat(new Bypass(false, List.of(), "").concerns(userAgent)).isFalse();
        assertThat(BYPASS.text()).isEqualTo("Answered.");
    }

    @Test
    void aPrefilledBraceAsksForATitle() {
        Message question = says(Role.USER, "Is this a new topic?");

        assertThat(matches(question, says(Role.ASSISTANT, "{"))).isTrue();
        assertThat(matches(question, says(Role.ASSISTANT, "{", "more"))).isTrue();
        assertThat(matches(question, says(Role.ASSISTANT, "{\""))).isFalse();
        assertThat(matches(question, says(Role.ASSISTANT, "more", "{"))).isFalse();
        assertThat(matches(question, says(Role.ASSISTANT))).isFalse();
        assertThat(matches(question, says(Role.USER, "{"))).isFalse();
        assertThat(matches(says(Role.ASSISTANT, "{"), question)).isFalse();
        assertThat(matches(question, new Message(Role.ASSISTANT, List.of(new Part.Reasoning("{"))))).isFalse();
    }

    @Test
    void aFirstMessageThatWarmsUpIsAnswered() {
        assertThat(matches(says(Role.USER, "Warmup"))).isTrue();
        assertThat(matches(says(Role.SYSTEM, "You are …"), says(Role.USER, "Warmup"), says(Role.USER, "x"))).isTrue();
        assertThat(matches(says(Role.USER, "Warmup "))).isFalse();
        assertThat(matches(says(Role.USER, "warmup"))).isFalse();
        assertThat(matches(says(Role.USER, "Warmup", "x"))).isFalse();
        assertThat(matches(says(Role.USER, "x"), says(Role.USER, "Warmup"))).isFalse();
    }

    @Test
    void aSingleCountIsAnswered() {
        assertThat(matches(says(Role.SYSTEM, "s"), says(Role.USER, "count"))).isTrue();
        assertThat(matches(says(Role.ASSISTANT, "count"))).isFalse();
        assertThat(matches(says(Role.USER, "count"), says(Role.ASSISTANT, "1"))).isFalse();
        assertThat(matches(says(Role.USER, "count to ten"))).isFalse();
    }

    @Test
    void aSkippedTextIsFoundInAllThatTheUserSays() {
        assertThat(matches(says(Role.USER, "x"), says(Role.USER, "a " + TITLE_WANTED + " b"))).isTrue();
        assertThat(matches(says(Role.USER, "Please write a 5-10 word title", "for the following conversation:")))
                .isTrue();
        assertThat(matches(says(Role.ASSISTANT, TITLE_WANTED), says(Role.USER, "x"))).isFalse();
        assertThat(matches(says(Role.SYSTEM, TITLE_WANTED), says(Role.USER, "x"))).isFalse();
    }

    @Test
    void ordinaryRequestsPass() {
        assertThat(matches()).isFalse();
        assertThat(matches(says(Role.SYSTEM, "Warmup"))).isFalse();
        assertThat(matches(says(Role.USER, "Write a poem"))).isFalse();
        assertThat(matches(new Message(Role.USER, List.of(new Part.Image(new Media.Remote("http://x")))))).isFalse();
    }

    @Test
    void withoutPatternsNothingIsSkipped() {
        var messages = new ArrayList<>(List.of(says(Role.USER, TITLE_WANTED)));

        assertThat(new Bypass(true, List.of(""), "").matches(ChatRequest.builder("m").messages(messages).build()))
                .isFalse();
    }
}
