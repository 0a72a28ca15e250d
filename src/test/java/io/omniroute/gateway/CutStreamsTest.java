package io.omniroute.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.domain.usage.UsageEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A good stream of every dialect, cut after every byte: whole, or told to be broken, never made to look whole. */
@Timeout(60)
class CutStreamsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDS_AN_EVENT = "(?s).*(\r\n|\n|\r(?!\n)){2}";
    /** Every run would write its line. */
    private static final Logger LINES = Logger.getLogger("io.omniroute.requests");
    private static final List<String> LAST_WORDS = List.of("[DONE]", "message_stop", "response.completed",
            "\"finish_reason\":\"", "finishReason");

    @BeforeAll
    static void quiet() {
        LINES.setLevel(Level.OFF);
    }

    @AfterAll
    static void loudAgain() {
        LINES.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void aWholeStreamComesThroughByteByByte(Speech speech) {
        byte[] good = speech.goodStream();
        Run run = run(speech, speech.streamAnswer(good));

        assertThat(run.entry.status()).isEqualTo(UsageEntry.OK);
        assertThat(run.client.status).isEqualTo(200);
        assertThat(run.client.text()).isEqualTo(upToTheEnd(new String(good, UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void aStreamThatEndsAnywhereIsWholeOrToldToBeBroken(Speech speech) {
        byte[] good = speech.goodStream();
        for (int cut = 0; cut <= good.length; cut++) {
            byte[] part = Arrays.copyOf(good, cut);
            check(speech, part, run(speech, speech.streamAnswer(part)));
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void aStreamThatIsLostAnywhereIsWholeOrToldToBeBroken(Speech speech) {
        byte[] good = speech.goodStream();
        for (int cut = 0; cut <= good.length; cut++) {
            byte[] part = Arrays.copyOf(good, cut);
            check(speech, part, run(speech, speech.lostAnswer(part)));
        }
    }

    /** {@code data: [DONE]} and the like without the blank line behind it: the client's parser needs that line. */
    @ParameterizedTest
    @EnumSource(value = Speech.class, names = {"CHAT", "MESSAGES", "RESPONSES"})
    void aLastEventWithoutItsBlankLineIsClosed(Speech speech) {
        String good = upToTheEnd(new String(speech.goodStream(), UTF_8)).stripTrailing();

        Run run = run(speech, speech.streamAnswer(good.getBytes(UTF_8)));

        assertThat(run.entry.status()).isEqualTo(UsageEntry.OK);
        assertThat(run.client.text()).isEqualTo(good + "\n\n");
    }

    private record Run(RecordingChannel client, UsageEntry entry) {}

    private static Run run(Speech speech, ScriptedExecutor.Answer answer) {
        var upstreams = new ScriptedExecutor(answer,
                ScriptedExecutor.json(400, "{\"error\":{\"message\":\"second\",\"code\":400}}"));
        try (var corridor = new Corridor(speech, upstreams)) {
            RecordingChannel client = corridor.serveStream();
            assertThat(corridor.watch.count()).isZero();
            return new Run(client, corridor.booked.only());
        }
    }

    private static void check(Speech speech, byte[] part, Run run) {
        switch (run.entry.status()) {
            case UsageEntry.OK -> whole(speech, part, run);
            case UsageEntry.ERROR -> untold(part, run);
            case UsageEntry.TRUNCATED -> broken(speech, part, run);
            default -> throw new AssertionError(run.entry.status() + " after " + part.length + " bytes");
        }
    }

    /** The client's text is what came, closed where the form needs it. */
    private static void whole(Speech speech, byte[] part, Run run) {
        String text = run.client.text();
        assertThat(run.client.failureEvents).isZero();
        assertThat(run.client.status).isEqualTo(200);
        String came = new String(part, UTF_8).stripTrailing();
        assertThat(upToTheEnd(came).stripTrailing()).as("after %d bytes", part.length)
                .startsWith(closed(speech, text, came));
        if (speech.array()) {
            assertThat(json(text).size()).isEqualTo(2);
        } else {
            assertThat(text).matches(ENDS_AN_EVENT);
        }
        assertLastWords(part, text);
    }

    private static String closed(Speech speech, String text, String came) {
        boolean bracketAdded = speech.array() && !came.endsWith("]");
        return bracketAdded ? text.substring(0, text.length() - 1).stripTrailing() : text.stripTrailing();
    }

    /** Nothing was committed: the next account was asked, and its word is the answer. */
    private static void untold(byte[] part, Run run) {
        assertThat(run.client.calls).as("after %d bytes", part.length).containsExactly("answer");
        assertThat(run.client.status).isEqualTo(400);
        assertThat(run.client.text()).contains("second");
        assertThat(run.client.headers).containsEntry("X-OmniRoute-Attempts", "2");
    }

    /** Whole events of the upstream, then the dialect's error and nothing else. */
    private static void broken(Speech speech, byte[] part, Run run) {
        String text = run.client.text();
        assertThat(run.client.status).isEqualTo(200);
        assertThat(run.client.failureEvents).as("after %d bytes", part.length).isEqualTo(1);
        assertThat(run.client.calls.stream().filter(call -> !call.equals("flush")).toList().getLast())
                .isEqualTo("failure");
        int error = speech.array() ? errorElement(text) : errorEvent(text);
        assertThat(new String(part, UTF_8)).as("after %d bytes", part.length)
                .startsWith(text.substring(0, error).stripTrailing());
        assertLastWords(part, text.substring(0, error));
        assertThat(text.substring(error)).doesNotContain("[DONE]", "message_stop", "response.completed");
    }

    private static int errorElement(String text) {
        JsonNode array = json(text);
        assertThat(array.get(array.size() - 1).path("error").path("code").asInt()).isEqualTo(502);
        return text.lastIndexOf(",\n{\"error\"");
    }

    private static int errorEvent(String text) {
        assertThat(text).endsWith("\n\n");
        int start = Stream.of("event: error\n", "event: response.failed\n", "data: {\"error\"")
                .mapToInt(text::lastIndexOf).filter(at -> at >= 0).min().orElseThrow();
        assertThat(text.substring(0, start)).matches(ENDS_AN_EVENT);
        String event = text.substring(start);
        JsonNode said = json(event.substring(event.indexOf("data: ") + 6));
        assertThat(said.has("error") || said.path("response").path("status").asText().equals("failed")).as(event)
                .isTrue();
        return start;
    }

    private static void assertLastWords(byte[] part, String text) {
        String came = new String(part, UTF_8);
        for (String word : LAST_WORDS) {
            assertThat(count(text, word)).as(word).isLessThanOrEqualTo(count(came, word));
        }
    }

    /** What follows the terminal event is not handed on. */
    private static String upToTheEnd(String text) {
        for (String last : List.of("data: [DONE]\n\n", "data: {\"type\":\"message_stop\"}\n\n")) {
            int end = text.indexOf(last);
            if (end >= 0) {
                return text.substring(0, end + last.length());
            }
        }
        return text;
    }

    private static int count(String text, String word) {
        return text.split(java.util.regex.Pattern.quote(word), -1).length - 1;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
