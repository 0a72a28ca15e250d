package io.omniroute.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omniroute.domain.Format;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameDialectEditTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASKED = "\"stream_options\":{\"include_usage\":true}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"model\" : \"alias\" ,\"t\":1.0e3}|{\"model\" : \"up\" ,\"t\":1.0e3}",
            "{ \"mod\\u0065l\":\"\\u0061lias\" }|{ \"mod\\u0065l\":\"up\" }",
            "{\"model\":\"a\",\"x\":[{\"model\":\"n\"}],\"model\":null}|{\"model\":\"a\",\"x\":[{\"model\":\"n\"}],\"model\":null}",
            "{\"model\":\"a\",\"x\":\"é\\u00e9\",\"model\":\"b\"}|{\"model\":\"up\",\"x\":\"é\\u00e9\",\"model\":\"up\"}",
            "\uFEFF{\"model\":\"alias\"}|\uFEFF{\"model\":\"up\"}", "{\"model\":\"u\\u0070\"}|{\"model\":\"u\\u0070\"}",
            "{\"seed\":9007199254740993,\"x\":null}|{\"seed\":9007199254740993,\"x\":null}"})
    void onlyTheModelChanges(String body, String expected) {
        assertThat(edited(body, Format.OPENAI, "up", false)).isEqualTo(expected);
    }

    @Test
    void modelNameIsEscaped() throws IOException {
        String edited = edited("{\"model\":\"a\"}", Format.CLAUDE, "q\"\\\n\u0001é/😀", false);

        assertThat(JSON.readTree(edited).path("model").asText()).isEqualTo("q\"\\\n\u0001é/😀");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"stream\":true}|{\"stream\":true," + ASKED + "}",
            "{\"stream\":true,\"stream_options\":null }|{\"stream\":true," + ASKED + " }",
            "{\"stream\":true,\"stream_options\": {} }|{\"stream\":true,\"stream_options\": {\"include_usage\":true} }",
            "{\"stream\":true,\"stream_options\":{ \"x\":1}}|{\"stream\":true,\"stream_options\":{\"include_usage\":true, \"x\":1}}",
            "{\"stream\":true,\"stream_options\":{\"include_usage\": false}}|{\"stream\":true,\"stream_options\":{\"include_usage\": true}}",
            "{\"stream\":true,\"stream_options\":{\"include_usage\":{\"a\":[]}}}|{\"stream\":true," + ASKED + "}",
            "{\"stream\":true," + ASKED + "}|{\"stream\":true," + ASKED + "}",
            "{\"stream\":true,\"stream_options\":7}|{\"stream\":true,\"stream_options\":7}",
            "{\"a\":1 \\n}|{\"a\":1 \\n,\"stream\":true," + ASKED + "}", "{}|{\"stream\":true," + ASKED + "}",
            "{\"stream\":null,\"a\":1}|{\"stream\":true,\"a\":1," + ASKED + "}",
            "{\"x\":{\"stream_options\":{}},\"stream\":true}|{\"x\":{\"stream_options\":{}},\"stream\":true," + ASKED
                    + "}"})
    void openAiStreamAsksForUsage(String body, String expected) {
        assertThat(edited(body.replace("\\n", "\n"), Format.OPENAI, "up", true))
                .isEqualTo(expected.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"openai-responses|{\"stream\":true}|{\"stream\":true}",
            "claude|{\"stream\":true,\"stream_options\":{}}|{\"stream\":true,\"stream_options\":{}}",
            "claude|{\"a\":1}|{\"a\":1,\"stream\":true}", "openai-responses|{\"stream\":null}|{\"stream\":true}",
            "gemini|{\"model\":\"a\",\"contents\":[]}|{\"model\":\"a\",\"contents\":[]}"})
    void otherDialectsOnlyGetTheStreamFlagTheHeaderAskedFor(String format, String body, String expected) {
        assertThat(edited(body, Format.of(format).orElseThrow(), "up", true)).isEqualTo(expected);
    }

    @Test
    void withoutAStreamNothingIsAdded() {
        assertThat(edited("{\"stream\":false}", Format.OPENAI, "up", false)).isEqualTo("{\"stream\":false}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"T|''|gone", "T ,\\nX|X|", "X ,T|X|", "X , T,\\tY|X,\\tY|", "T,T,X|X|",
            "X,T,T|X|",
            "T,X,T,Y,T|X,Y|", "S,X|S,X|", "N,X|N,X|", "R,T|R|", "T,T|''|gone"})
    void unsignedThinkingIsTakenOutWithItsComma(String blocks, String left, String gone) throws IOException {
        String user = "{\"role\":\"user\",\"content\":\"a\"}";
        String template = "{\"messages\":[" + user + ",{\"content\":[ %s ],\"role\":\"assistant\"} , " + user + "]}";
        String expected = gone == null ? template.formatted(blocks(left))
                : "{\"messages\":[" + user + " , " + user + "]}";

        String edited = edited(template.formatted(blocks(blocks)), Format.CLAUDE, "up", false);

        assertThat(edited).isEqualTo(expected);
        assertThat(JSON.readTree(edited)).isNotNull();
    }

    @Test
    void unsignedThinkingOfOthersStays() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":[%s]},{\"x\":{\"content\":[%s]},\"role\":\"assistant\"}]}"
                .formatted(blocks("T"), blocks("T"));

        assertThat(edited(body, Format.CLAUDE, "up", false)).isEqualTo(body);
        assertThat(edited(body, Format.OPENAI_RESPONSES, "up", false)).isEqualTo(body);
    }

    @Test
    void emptiedTurnAtEitherEndGoesWithItsComma() {
        String user = "{\"role\":\"user\",\"content\":\"a\"}";
        String emptied = "{\"role\":\"assistant\",\"content\":[" + blocks("T") + "]}";

        assertThat(
                edited("{\"messages\":[" + emptied + "," + user + ",\n" + emptied + " ]}", Format.CLAUDE, "up", false))
                .isEqualTo("{\"messages\":[" + user + " ]}");
    }

    @Test
    void largeBodyDiffersInTheModelOnly() throws IOException {
        ObjectNode body = JSON.createObjectNode();
        for (int i = 0; i < 700; i++) {
            body.withArray("messages").addObject().put("role", "user").put("content", "é\u0001\"".repeat(300));
        }
        body.put("model", "alias").put("stream", true);

        JsonNode edited = JSON.readTree(edited(JSON.writeValueAsString(body), Format.OPENAI, "up", true));

        body.put("model", "up").putObject("stream_options").put("include_usage", true);
        assertThat(edited).isEqualTo(body);
    }

    /** T unsigned thinking, S signed, N without signature, R redacted, everything else text. */
    private static String blocks(String letters) {
        return letters.replace("\\n", "\n").replace("\\t", "\t")
                .replaceAll("[XY]", "{\"type\":\"te_xt\",\"text\":\"$0\"}")
                .replace("T", "{\"thinking\":\"t\",\"signature\":\"\",\"type\":\"thinking\"}")
                .replace("S", "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"sig\"}")
                .replace("N", "{\"type\":\"thinking\",\"thinking\":\"t\"}")
                .replace("R", "{\"type\":\"redacted_thinking\",\"data\":\"d\",\"signature\":\"\"}");
    }

    private static String edited(String body, Format format, String model, boolean streaming) {
        byte[] bytes = body.getBytes(UTF_8);
        return new String(SameDialectEdit.apply(bytes, RequestReader.read(bytes, format), model, streaming), UTF_8);
    }
}
