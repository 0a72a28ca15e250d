package io.omniroute.translation.stages;

import static io.omniroute.domain.chat.Role.SYSTEM;
import static io.omniroute.domain.chat.Role.USER;
import static io.omniroute.translation.stages.Given.assistant;
import static io.omniroute.translation.stages.Given.chat;
import static io.omniroute.translation.stages.Given.result;
import static io.omniroute.translation.stages.Given.says;
import static io.omniroute.translation.stages.Given.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEstimateTest {
    /** Counts of the published o200k vocabulary. */
    @ParameterizedTest
    @CsvSource({"'',0", "hello world,2", "Hello,1", "'Hello, world!',4", "<|endoftext|>,7"})
    void textsCountAsTheEncodingSays(String text, long tokens) {
        assertThat(TokenEstimate.of(chat(says(USER, text)))).isEqualTo(tokens);
    }

    @Test
    void everythingThatIsReadCounts() {
        long word = 1;

        assertThat(TokenEstimate.of(chat(says(SYSTEM, "Hello"), says(USER, "Hello")))).isEqualTo(2 * word);
        assertThat(TokenEstimate.of(chat(assistant(new Part.Reasoning("Hello"), new Part.Refusal("Hello")))))
                .isEqualTo(2 * word);
        assertThat(TokenEstimate.of(chat(assistant(new Part.ToolCall("id", "Hello", "Hello"))))).isEqualTo(2 * word);
        assertThat(TokenEstimate.of(chat(result("id", "Hello")))).isEqualTo(word);
    }

    @Test
    void picturesCountTheSameWhateverTheirSize() {
        var small = new Part.Image(new Media.Inline("image/png", "aGk="));
        var large = new Part.Image(new Media.Inline("image/png", "A".repeat(100_000)));
        var shown = new Part.ToolResult("id", Optional.empty(), List.of(new Part.Text("Hello"), small), false,
                Optional.empty());

        assertThat(TokenEstimate.of(chat(user(small, large, shown)))).isEqualTo(3 * TokenEstimate.IMAGE + 1);
    }

    @Test
    void documentsCountByTheirTextWhereItCanBeRead() {
        assertThat(document(new Media.PlainText("Hello"))).isEqualTo(1);
        assertThat(document(new Media.Inline("text/plain", "SGVsbG8="))).isEqualTo(1);
        assertThat(document(new Media.Inline("text/plain", "%%%"))).isEqualTo(TokenEstimate.IMAGE);
        assertThat(document(new Media.Inline("application/pdf", "aGk="))).isEqualTo(TokenEstimate.IMAGE);
        assertThat(document(new Media.Remote("https://a.example/x.pdf"))).isEqualTo(TokenEstimate.IMAGE);
    }

    @Test
    void whatHoldsNoTextCountsNothing() {
        var seal = new Signature(Signature.Origin.GOOGLE, "s");

        assertThat(TokenEstimate.of(chat(assistant(new Part.Redacted("x"), new Part.Mark(seal)),
                user(new Part.Audio("wav", "aGk="))))).isZero();
    }

    @Test
    void toolsCountAsTheirDefinition() {
        var schema = Json.Obj.of("type", new Json.Str("object"));
        ChatRequest request = ChatRequest.builder("m").message(says(USER, ""))
                .tool(new Tool.Function("f", Optional.of("d"), Optional.of(schema), Optional.empty(), Optional.empty()))
                .build();

        assertThat(TokenEstimate.of(request))
                .isEqualTo(Tokenizer
                        .count("{\"name\":\"f\",\"description\":\"d\",\"input_schema\":{\"type\":\"object\"}}"));
        assertThat(TokenEstimate.of(request.toBuilder().tools(List.of(new Tool.Custom("f", Optional.empty(),
                Optional.empty()), new Tool.WebSearch(Json.Obj.EMPTY), new Tool.Vendor(schema))).build()))
                .isPositive();
    }

    @Test
    void cuttingALongTextHardlyChangesTheCount() {
        String sentence = "The quick brown fox jumps over the lazy dog, and then it rests. ";

        long uncut = Tokenizer.count(sentence.repeat(50));

        assertThat(Tokenizer.count(sentence.repeat(1_000))).isCloseTo(uncut * 20, within(uncut / 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab1", "漢", "😀", " ", "\n", "-", "é́", "\ud83d"})
    void aMegabyteWithoutASpaceTakesNoTime(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());

        assertThat(assertTimeout(Duration.ofSeconds(20), () -> Tokenizer.count(text))).isPositive();
    }

    private static long document(Media source) {
        return TokenEstimate.of(chat(user(new Part.Document(source, Optional.empty()))));
    }
}
