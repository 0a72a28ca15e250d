package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.RawClient;
import io.omniroute.testkit.RawClient.RawReply;
import io.omniroute.testkit.Vendor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** L-1, L-4, L-5: with the same dialect on both sides not a byte changes but the model's name. */
@ExtendWith(GatewayUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LosslessIT {
    /** odd white space, numbers whose text matters, escapes that need not be, unknown and doubled members */
    private static final String ODD = " \"x_unknown\" :\t{ \"b\" : 1.0 , \"a\":1e2,\"huge\":123456789012345678901234567890.50,"
            + "\"tiny\":1E-400,\"minus\":-0 ,\"n\":null, \"deep\":[[[ {} ]]] },\r\n"
            + "  \"x_text\":\"\\u0047r\\u00fc\\u00DFe \\/ 漢 \\ud83d\\ude00 😀 \\\"model\\\":\\\"no\\\"\",\"x_twice\":1,\"x_twice\":2.00,"
            + "\"x_nested\":{\"model\":\"keep-me\",\"stream\":true}";
    private static final String CHAT_MESSAGES = "\"messages\":[ {\"content\":\"Hi \\u00e9 é\",\"role\":\"user\"} ]";
    private static final Map<Dialect, String> BODIES = Map.of(
            Dialect.OPENAI_CHAT, "{ " + CHAT_MESSAGES + ",\n \"model\" : %s ," + ODD + ",\"stream\":%s }\n",
            Dialect.OPENAI_RESPONSES, "\n{\"input\":\"Hi é\"," + ODD + ",\"stream\" : %2$s,\"model\":%1$s}",
            Dialect.ANTHROPIC, "{\"max_tokens\":1000, \"model\":%s," + ODD + ",\"stream\":%s," + CHAT_MESSAGES + "\t}",
            Dialect.GEMINI, "{\"contents\":[ {\"parts\":[{\"text\":\"Hi \\u00e9\"}],\"role\":\"user\"}]," + ODD + "}");

    private final Map<Dialect, Vendor> vendors = new EnumMap<>(Dialect.class);
    private final Map<Dialect, String> prefixes = new EnumMap<>(Dialect.class);
    private URI url;

    @BeforeAll
    void route(Gateway gateway) {
        url = gateway.url();
        var admin = gateway.admin();
        for (var dialect : Dialect.values()) {
            vendors.put(dialect, dialect.vendor("sk-raw-" + dialect));
            prefixes.put(dialect, admin.route(vendors.get(dialect)));
        }
    }

    @BeforeEach
    void forget() {
        vendors.values().forEach(Vendor::forget);
    }

    @AfterAll
    void stop() {
        vendors.values().forEach(Vendor::close);
    }

    @ParameterizedTest
    @EnumSource
    void completeAnswerAndItsQuestionKeepTheirBytes(Dialect dialect) {
        var reply = ask(dialect, false, body(dialect, named(dialect), false));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(received(dialect)).isEqualTo(body(dialect, "sim-raw", false));
        assertThat(reply.text()).isEqualTo(sent(dialect));
    }

    @ParameterizedTest
    @EnumSource
    void streamAndItsQuestionKeepTheirBytes(Dialect dialect) {
        var reply = ask(dialect, true, body(dialect, named(dialect), true));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(without(received(dialect), dialect)).isIn(variants(dialect));
        assertThat(reply.text().replace(": keep-alive\n\n", "")).isEqualTo(
                dialect == Dialect.OPENAI_CHAT ? withoutUsageChunk(sent(dialect)) : sent(dialect));
    }

    @Test
    void chatStreamThatAskedForUsageIsNotEditedAtAll() {
        var wanted = body(Dialect.OPENAI_CHAT, named(Dialect.OPENAI_CHAT), true).replace("{ \"messages\"",
                "{ \"stream_options\" : {\"include_usage\":true } ,\"messages\"");

        var reply = ask(Dialect.OPENAI_CHAT, true, wanted);

        assertThat(received(Dialect.OPENAI_CHAT))
                .isEqualTo(wanted.replace(named(Dialect.OPENAI_CHAT), "sim-raw"));
        assertThat(reply.text().replace(": keep-alive\n\n", "")).isEqualTo(sent(Dialect.OPENAI_CHAT));
    }

    @Test
    void chatUpstreamIsAlwaysAskedForUsage() {
        ask(Dialect.OPENAI_CHAT, true, body(Dialect.OPENAI_CHAT, named(Dialect.OPENAI_CHAT), true));

        assertThat(Json.tree(received(Dialect.OPENAI_CHAT)).at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void geminiArrayKeepsItsBytes() {
        var model = prefixes.get(Dialect.GEMINI) + "/sim-text";

        var reply = RawClient.post(url, "/v1beta/models/" + model + ":streamGenerateContent",
                Dialect.GEMINI.body(model, true));

        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(reply.text()).isEqualTo(sent(Dialect.GEMINI));
    }

    @Test
    void headersOfTheDialectTravelAlong() {
        RawClient.post(url, "/v1/messages", body(Dialect.ANTHROPIC, named(Dialect.ANTHROPIC), false),
                "anthropic-version: 2026-10-21",
                "anthropic-beta: context-management-2025-06-27,message-threads-2026-08-12");

        var received = vendors.get(Dialect.ANTHROPIC).last().received();
        assertThat(received.header("anthropic-version")).hasValue("2026-10-21");
        assertThat(received.header("anthropic-beta"))
                .hasValue("context-management-2025-06-27,message-threads-2026-08-12");
    }

    @ParameterizedTest
    @EnumSource
    void errorBodyOfTheVendorKeepsItsBytes(Dialect dialect) {
        var model = prefixes.get(dialect) + "/sim-e400";

        var reply = RawClient.post(url, dialect.target(model, false), dialect.body(model, false), dialect.headers());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isEqualTo(sent(dialect));
    }

    private RawReply ask(Dialect dialect, boolean stream, String body) {
        return RawClient.post(url, dialect.target(named(dialect), stream), body, dialect.headers());
    }

    private String named(Dialect dialect) {
        return prefixes.get(dialect) + "/sim-raw";
    }

    private static String body(Dialect dialect, String model, boolean stream) {
        return BODIES.get(dialect).formatted("\"" + model + "\"", stream);
    }

    private String received(Dialect dialect) {
        return vendors.get(dialect).last().received().text();
    }

    private String sent(Dialect dialect) {
        return new String(vendors.get(dialect).last().sent(), StandardCharsets.UTF_8);
    }

    /** The body as it came up, without the one edit that a chat stream may get. */
    private static String without(String received, Dialect dialect) {
        return dialect == Dialect.OPENAI_CHAT
                ? received.replaceFirst("\"stream_options\"\\s*:\\s*\\{\\s*\"include_usage\"\\s*:\\s*true\\s*\\}", "@")
                        .replaceFirst(",\\s*@|@\\s*,", "")
                : received;
    }

    private static List<String> variants(Dialect dialect) {
        var body = body(dialect, "sim-raw", true);
        return List.of(body, body.replace("true }\n", "true}\n"));
    }

    private static String withoutUsageChunk(String stream) {
        int at = stream.lastIndexOf("data: {");
        return stream.substring(0, at) + stream.substring(stream.indexOf("data: [DONE]"));
    }
}
