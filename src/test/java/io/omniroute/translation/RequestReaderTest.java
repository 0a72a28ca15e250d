package io.omniroute.translation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"messages\":[{}]}|openai", "{}|openai",
            "{\"input\":\"q\"}|openai-responses", "{\"input\":\"q\",\"messages\":null}|openai-responses",
            "{\"input\":\"q\",\"messages\":[]}|openai", "{\"contents\":[],\"messages\":[{}]}|gemini",
            "{\"messages\":[{}],\"system\":\"s\"}|claude", "{\"messages\":[{}],\"system\":null}|openai",
            "{\"anthropic_version\":\"x\"}|claude", "{\"messages\":[{\"content\":[{\"type\":\"tool_use\"}]}]}|claude",
            "{\"messages\":[{\"content\":[{\"type\":\"tool_result\"}]}]}|claude",
            "{\"messages\":[{\"content\":[{\"source\":{},\"type\":\"image\"}]}]}|claude",
            "{\"messages\":[{\"content\":[{\"type\":\"image\"}]}]}|openai",
            "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"source\":1}]}]}|openai",
            "{\"messages\":[{\"content\":[{\"x\":{\"type\":\"tool_use\"}}]}]}|openai",
            "{\"messages\":[{\"system\":\"s\",\"content\":\"tool_use\"}]}|openai",
            "{\"messages\":[{}],\"reasoning\":{},\"max_tokens\":5}|openai"})
    void chatDoorLetsTheBodyDecide(String body, String format) {
        assertThat(read(body, Format.OPENAI).format().id()).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"prompt_cache_key\":\"c-1\"}|c-1", "{\"prompt_cache_key\":\" \"}|''",
            "{\"prompt_cache_key\":7}|''", "{\"metadata\":{\"user_id\":\"user_a_account__session_4f-2\"}}|4f-2",
            "{\"metadata\":{\"user_id\":\"{\\\"session_id\\\":\\\"s9\\\"}\"}}|s9",
            "{\"metadata\":{\"user_id\":\"me\"}}|''", "{\"metadata\":\"_session_1\"}|''",
            "{\"user\":\"_session_1\"}|''"})
    void conversationIsTheOneTheClientNames(String body, String conversation) {
        assertThat(read(body, Format.OPENAI).ask().conversation().orElse("")).isEqualTo(conversation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"OPENAI|{\"max_tokens\":5}|5", "OPENAI|{\"max_completion_tokens\":6}|6",
            "OPENAI_RESPONSES|{\"max_output_tokens\":7}|7", "CLAUDE|{\"max_tokens\":8}|8",
            "GEMINI|{\"generationConfig\":{\"maxOutputTokens\":9},\"contents\":[]}|9", "OPENAI|{\"max_tokens\":1e3}|-1",
            "OPENAI|{\"max_tokens\":99999999999}|-1", "OPENAI|{\"x\":{\"max_tokens\":5}}|-1"})
    void longestAnswerIsTheOneAskedFor(Format door, String body, int tokens) {
        assertThat(read(body, door).ask().maxOutput().orElse(-1)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"OPENAI|{\"temperature\":0}|0.0", "CLAUDE|{\"temperature\":0.5}|0.5",
            "OPENAI|{\"temperature\":null}|none", "OPENAI|{\"temperature\":\"0\"}|NaN", "OPENAI|{}|none",
            "GEMINI|{\"generationConfig\":{\"temperature\":0.0},\"contents\":[]}|0.0",
            "ANTIGRAVITY|{\"request\":{\"generationConfig\":{\"temperature\":1}}}|1.0",
            "OLLAMA|{\"options\":{\"temperature\":0}}|0.0", "OPENAI|{\"metadata\":{\"temperature\":0}}|none"})
    void temperatureIsSeenInEveryDialect(Format door, String body, String temperature) {
        var seen = read(body, door).ask().sampling().temperature();

        assertThat(seen.isPresent() ? Double.toString(seen.getAsDouble()) : "none").isEqualTo(temperature);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"OPENAI|{\"tools\":[{}]}|true|1", "OPENAI|{\"tools\":[],\"n\":2}|false|2",
            "OPENAI|{\"functions\":[{}],\"tools\":[]}|true|1", "CLAUDE|{\"tools\":null}|false|1",
            "GEMINI|{\"tools\":[{}],\"generationConfig\":{\"candidateCount\":3}}|true|3",
            "OPENAI|{\"n\":\"many\"}|false|-1"})
    void toolsAndNumberOfAnswersAreSeen(Format door, String body, boolean tools, long answers) {
        var sampling = read(body, door).ask().sampling();

        assertThat(sampling.tools()).isEqualTo(tools);
        assertThat(sampling.answers()).isEqualTo(answers);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_RESPONSES", "CLAUDE", "GEMINI"})
    void otherDoorsDecideThemselves(Format door) {
        assertThat(read("{\"input\":1,\"contents\":[],\"system\":\"s\"}", door).format()).isEqualTo(door);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"model\":\"m\"}|m", "{\"mod\\u0065l\":\"m\"}|m",
            "{\"model\":\"\\u00e9\"}|é",
            "{\"model\":\"a\",\"x\":1,\"model\":\"b\"}|b", "{\"x\":{\"model\":\"n\"},\"model\":\"m\"}|m",
            "{\"tools\":[{\"model\":\"n\"}]}|''", "{\"model\":null}|''", "{\"model\":\"\"}|''", "{\"Model\":\"m\"}|''"})
    void modelIsTheLastOfTheTopLevel(String body, String model) {
        assertThat(read(body, Format.OPENAI).model().orElse("")).isEqualTo(model);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"true|true", "false|false", "null|", "true,\"stream\":false|false"})
    void absentAndNullStreamAreLeftToTheDoor(String value, Boolean stream) {
        assertThat(read("{\"stream\":" + value + "}", Format.OPENAI).stream()).isEqualTo(Optional.ofNullable(stream));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"include_usage\":true}|true", "{\"include_usage\":false}|false", "{}|false",
            "null|false", "7|false", "{\"x\":{\"include_usage\":true}}|false",
            "{\"include_usage\":true},\"stream_options\":null|false"})
    void usageIsAskedForByTheLastStreamOptions(String value, boolean asked) {
        assertThat(read("{\"stream_options\":" + value + "}", Format.OPENAI).includeUsage()).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"model\":1}|model", "{\"model\":{}}|model", "{\"stream\":\"true\"}|stream",
            "{\"stream\":[1,2]}|stream"})
    void memberOfTheWrongTypeIsNamed(String body, String member) {
        assertThatThrownBy(() -> read(body, Format.OPENAI)).isInstanceOfSatisfying(GatewayException.class, e -> {
            assertThat(e).hasMessageContaining(member);
            assertThat(((Failure.Refused) e.failure()).param()).isEqualTo(member);
            assertThat(e.failure().status()).isEqualTo(400);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"openai|{}|Missing messages", "openai|{\"messages\":[]}|Missing messages",
            "openai|{\"messages\":\"x\"}|Missing messages", "openai|{\"messages\":{}}|Missing messages",
            "openai|{\"messages\":[{}]}|''", "claude|{\"system\":\"s\"}|Missing messages",
            "claude|{\"messages\":[{}]}|''", "gemini|{}|Missing contents", "gemini|{\"contents\":[]}|Missing contents",
            "gemini|{\"contents\":[{}]}|''", "openai-responses|{}|Missing input",
            "openai-responses|{\"input\":[]}|Missing input", "openai-responses|{\"input\":\"q\"}|''",
            "openai-responses|{\"input\":[[],{\"a\":[]}]}|''", "openai-responses|{\"previous_response_id\":\"r\"}|''",
            "openai-responses|{\"prompt\":{\"id\":\"p\"}}|''",
            "openai|{\"messages\":[{}],\"messages\":[]}|Missing messages"})
    void bodyWithoutAnythingToAnswerIsDefective(String door, String body, String message) {
        Optional<Failure> defect = read(body, Format.of(door).orElseThrow()).defect();

        assertThat(defect.map(Failure::message).orElse("")).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} x", "{}{}", "{'a':1}", "{\"a\":01}",
            "{\"a\":1,}", "{\"a\":[1,]}", "{\"a\":NaN}", "{\"a\":\"\u0001\"}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}", "{a:1}", "{\"a\":tru}", "//\n{}", "{\"a\"}", "\u0000{}", "nope", "[1", "\u001a"})
    void brokenJsonIsRefused(String body) {
        assertThatThrownBy(() -> read(body, Format.OPENAI)).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(e.failure()).isEqualTo(Failure.Refused.badRequest("Invalid JSON body")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"a\":[]}]", "\"x\"", "1", "null", "true"})
    void wellFormedJsonThatIsNoObjectIsRefused(String body) {
        assertThatThrownBy(() -> read(body, Format.OPENAI)).hasMessage("Invalid JSON body: an object is due");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        for (String hex : new String[]{"c3", "80", "c0af", "e08080", "eda080", "f4908080", "f5808080", "fe", "e282"}) {
            byte[] body = ("{\"a\":\"" + new String(java.util.HexFormat.of().parseHex(hex), ISO_8859_1) + "\"}")
                    .getBytes(
                            ISO_8859_1);

            assertThat(catchThrowable(() -> RequestReader.read(body, Format.OPENAI))).as(hex)
                    .isInstanceOf(GatewayException.class);
        }
        assertThat(catchThrowable(() -> RequestReader.read("{\"a\":1}".getBytes(UTF_16LE), Format.OPENAI)))
                .isInstanceOf(GatewayException.class);
        assertThat(read("{\"model\":\"ü€😀\"}", Format.OPENAI).model()).contains("ü€😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void deepNestingIsRefusedWithoutTouchingTheStack(String opening) {
        String body = "{\"messages\":" + opening.repeat(100_000);

        assertThatThrownBy(() -> read(body, Format.OPENAI)).isInstanceOf(GatewayException.class)
                .hasMessageContaining("200 levels");
    }

    @Test
    void twoHundredLevelsAreFine() {
        String body = "{\"a\":" + "[".repeat(199) + "]".repeat(199) + "}";

        assertThat(read(body, Format.OPENAI).model()).isEmpty();
    }

    @Test
    void longValuesOfAnyKindAreRead() {
        String digits = "1".repeat(1_100_000);
        String body = "{\"" + "k".repeat(60_000) + "\":" + digits + ",\"model\":\"m\",\"image\":\"" + digits + "\"}";

        assertThat(read(body, Format.OPENAI).model()).contains("m");
    }

    @Test
    void mutatedBodiesAreAcceptedExactlyWhenAStrictParserAcceptsThem() {
        byte[] body = ("{\"model\":\"é€\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":"
                + "\"a\\n\\u00e9\"}]}],\"n\":-1.5e3,\"stream\":true,\"stream_options\":{\"include_usage\":false}}")
                .getBytes(UTF_8);
        var random = new Random(4);
        for (int run = 0; run < 20_000; run++) {
            byte[] mutated = body.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) (random.nextBoolean() ? random.nextInt(128)
                        : random.nextInt());
            }
            boolean accepted = accepts(mutated);

            assertThat(accepted).as(() -> new String(mutated, UTF_8)).isEqualTo(strictlyAccepts(mutated));
        }
    }

    private static boolean accepts(byte[] body) {
        try {
            RequestReader.read(body, Format.GEMINI);
            return true;
        } catch (GatewayException e) {
            return false;
        }
    }

    private static boolean strictlyAccepts(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return STRICT.readTree(text).isObject();
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private static RequestHead read(String body, Format door) {
        return RequestReader.read(body.getBytes(UTF_8), door);
    }
}
