package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.catalog.Given;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.lab.ReadyRequest;
import io.omniroute.domain.lab.Sample;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.domain.lab.Translated;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.testkit.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class CorridorLabTest {
    private static final String CLAUDE = "{\"model\":\"p/m\",\"max_tokens\":9,\"system\":\"be brief\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";

    private static CorridorLab lab(Corridor corridor, Snapshot snapshot) {
        return new CorridorLab(() -> snapshot, Given.SHIPPED, Corridor.interpreter(), CallPreviewTest.preview(),
                corridor.pipeline, Corridor.settings());
    }

    /** One use of a lab whose provider {@code p} speaks this dialect and answers by a script. */
    private static <T> T in(Speech speech, Work<T> work, ScriptedExecutor.Answer... answers) {
        try (var corridor = new Corridor(speech, new ScriptedExecutor(answers))) {
            return work.with(lab(corridor, Corridor.snapshot(speech.node())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private interface Work<T> {
        T with(CorridorLab lab) throws IOException;
    }

    private static Sample sample(Format format, String body) {
        return new Sample(format, body.getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty());
    }

    private static ReadyRequest ready(String provider, String body) {
        return new ReadyRequest(provider, Optional.empty(), body.getBytes(StandardCharsets.UTF_8), Optional.empty(),
                Optional.empty());
    }

    private static JsonNode tree(byte[] body) {
        return Json.tree(body);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String code) {
        assertThatThrownBy(work).isInstanceOfSatisfying(GatewayException.class,
                e -> assertThat(e.failure()).isInstanceOfSatisfying(Failure.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code)));
    }

    @Test
    void aClientsRequestIsShownInTheHubsWords() {
        Translated hub = in(Speech.CHAT, lab -> lab.toHub(sample(Format.CLAUDE, CLAUDE)));

        assertThat(hub.format()).isEqualTo(Format.OPENAI);
        assertThat(tree(hub.body()).at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(tree(hub.body()).at("/messages/1/content").asText()).isEqualTo("hi");
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI_RESPONSES", "CLAUDE", "GEMINI", "GEMINI_CLI", "ANTIGRAVITY",
            "KIRO"})
    void aRequestIsWrittenInEveryFormatThatIsJson(Format target) {
        Translated made = in(Speech.CHAT, lab -> lab.toFormat(sample(Format.OPENAI, CHAT.formatted("")), target));

        assertThat(made.format()).isEqualTo(target);
        assertThat(new String(made.body(), StandardCharsets.UTF_8)).contains("hi");
        assertThat(tree(made.body()).isObject()).isTrue();
    }

    @Test
    void theOwnFormatIsLeftAlone() {
        Translated made = in(Speech.CHAT, lab -> lab.toFormat(sample(Format.CLAUDE, CLAUDE), Format.CLAUDE));

        assertThat(made.body()).isEqualTo(CLAUDE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aProvidersFormatAndModelAreItsOwn() {
        Translated made = in(Speech.CHAT, lab -> lab.toProvider(sample(Format.CLAUDE, CLAUDE), "p"));

        assertThat(made.format()).isEqualTo(Format.OPENAI);
        assertThat(made.model()).isEqualTo("m");
        assertThat(tree(made.body()).at("/model").asText()).isEqualTo("m");
    }

    @Test
    void aProviderOfTheOwnFormatGetsTheBodyWithItsModel() {
        Translated made = in(Speech.MESSAGES, lab -> lab.toProvider(sample(Format.CLAUDE, CLAUDE), "p"));

        assertThat(new String(made.body(), StandardCharsets.UTF_8)).isEqualTo(CLAUDE.replace("p/m", "m"));
    }

    @Test
    void translatingNeedsNoAccount() {
        var nobody = Given.nothing().nodes(Given.node(NodeType.OPENAI_CHAT, "p", "http://127.0.0.1:1/v1")).snapshot();
        try (var corridor = new Corridor(Speech.CHAT, new ScriptedExecutor())) {
            CorridorLab lab = lab(corridor, nobody);

            assertThat(lab.toProvider(sample(Format.CLAUDE, CLAUDE), "p").format()).isEqualTo(Format.OPENAI);
            refused(() -> lab.call(ready("p", CHAT.formatted(""))), "no_credentials");
        }
    }

    @Test
    void whatNoClientSpeaksIsNoSource() {
        in(Speech.CHAT, lab -> {
            refused(() -> lab.toHub(sample(Format.KIRO, "{}")), "unsupported_format");
            refused(() -> lab.toFormat(sample(Format.CURSOR, "{}"), Format.CLAUDE), "unsupported_format");
            refused(() -> lab.toFormat(sample(Format.CLAUDE, CLAUDE), Format.OLLAMA), "unsupported_format");
            return "";
        });
    }

    @Test
    void brokenAndEmptyBodiesAreRefused() {
        in(Speech.CHAT, lab -> {
            refused(() -> lab.toHub(sample(Format.OPENAI, "{broken")), "bad_request");
            refused(() -> lab.toHub(sample(Format.OPENAI, "{\"model\":\"m\"}")), "bad_request");
            refused(() -> lab.toProvider(sample(Format.OPENAI, CHAT.replace("\"model\":\"m\",", "").formatted("")),
                    "p"), "bad_request");
            refused(() -> lab.toProvider(sample(Format.OPENAI, CHAT.formatted("")), "nobody"), "bad_request");
            return "";
        });
    }

    @Test
    void theCallIsShownAndNotMade() {
        PreparedCall call = in(Speech.MESSAGES, lab -> lab.call(ready("p", CLAUDE)));

        assertThat(call.format()).isEqualTo(Format.CLAUDE);
        assertThat(call.url()).startsWith("http://127.0.0.1:1/v1").doesNotContain(CallPreviewTest.SECRET);
        assertThat(call.headers().get("Authorization")).doesNotContain(CallPreviewTest.SECRET);
        assertThat(call.body()).isEqualTo(CLAUDE.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(SentAnswer answer) throws IOException {
        var out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStreamArrivesAsTheProviderSendsIt() {
        in(Speech.CHAT, lab -> {
            SentAnswer answer = lab.send(
                    ready("p", CHAT.formatted(",\"stream\":true,\"stream_options\":{\"include_usage\":true}")), "r-9");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.contentType()).isEqualTo("text/event-stream");
            assertThat(answer.headers()).containsEntry("X-OmniRoute-Provider",
                    Corridor.snapshot(NodeType.OPENAI_CHAT).nodes().getFirst().id());
            return assertThat(new String(Speech.CHAT.goodStream(), StandardCharsets.UTF_8))
                    .startsWith(read(answer).strip());
        }, events(Speech.CHAT.goodStream()));
    }

    @ParameterizedTest
    @EnumSource(value = Speech.class, names = {"CHAT", "MESSAGES", "RESPONSES", "GEMINI"})
    void everyDialectIsSentAsItIs(Speech speech) {
        String body = switch (speech) {
            case CHAT -> CHAT.formatted("");
            case MESSAGES -> CLAUDE;
            case RESPONSES -> "{\"input\":\"hi\"}";
            case GEMINI, GEMINI_ARRAY -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
        };
        var request = new ReadyRequest("p", Optional.empty(), body.getBytes(StandardCharsets.UTF_8), Optional.of("m"),
                Optional.of(true));
        in(speech, lab -> {
            SentAnswer answer = lab.send(request, "r-9");

            assertThat(answer.contentType()).isEqualTo("text/event-stream");
            return assertThat(new String(speech.goodStream(), StandardCharsets.UTF_8)).startsWith(read(answer).strip()
                    .substring(0, 60));
        }, events(speech.goodStream()));
    }

    @Test
    void anErrorOfTheProviderComesWithItsStatus() {
        String error = "{\"error\":{\"message\":\"slow down\"}}";
        in(Speech.CHAT, lab -> {
            SentAnswer answer = lab.send(ready("p", CHAT.formatted("")), "r-9");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.contentType()).isEqualTo("application/json");
            return assertThat(read(answer)).isEqualTo(error);
        }, json(429, error), json(429, error));
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAnybodyIsAsked() {
        in(Speech.CHAT, lab -> {
            refused(() -> lab.send(ready("nobody", CHAT.formatted("")), "r"), "bad_request");
            refused(() -> lab.send(ready("p", "{\"messages\":[]}"), "r"), "bad_request");
            return "";
        });
    }
}
