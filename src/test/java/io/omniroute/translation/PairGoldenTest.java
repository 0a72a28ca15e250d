package io.omniroute.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.api.sse.EventForm;
import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Translation.Circumstances;
import io.omniroute.translation.stages.ThinkTags;
import io.omniroute.upstream.framing.SseFraming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every pair of dialects, both ways: what becomes of one rich request at each target, and of one rich answer at each
 * client. {@code -Dgolden.write=true} writes what is expected anew, to be read before it is kept; what a strict vendor
 * refuses is never kept.
 */
class PairGoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/golden/pairs");
    private static final Map<Format, String> MODELS = Map.of(Format.OPENAI, "gpt-5", Format.OPENAI_RESPONSES, "gpt-5",
            Format.CLAUDE, "claude-sonnet-4-5", Format.GEMINI, "gemini-3-flash", Format.GEMINI_CLI, "gemini-2.5-pro",
            Format.ANTIGRAVITY, "gemini-3-pro", Format.KIRO, "claude-sonnet-4.5");
    private static final Map<Format, String> ORACLES = Map.of(Format.OPENAI, "openai/chat-request",
            Format.OPENAI_RESPONSES, "openai/responses-request", Format.CLAUDE, "anthropic/messages-request",
            Format.GEMINI, "gemini/generate-content-request");
    private static final Map<Format, String> PROVIDERS = Map.of(Format.OPENAI, "openai", Format.OPENAI_RESPONSES,
            "openai");

    @TestFactory
    Stream<DynamicTest> requests() throws IOException {
        return inputs("requests", ".json").flatMap(in -> MODELS.keySet().stream().sorted()
                .map(to -> DynamicTest.dynamicTest(in.getFileName() + " to " + to, () -> request(in, to))));
    }

    @TestFactory
    Stream<DynamicTest> streams() throws IOException {
        return inputs("streams", ".txt").flatMap(in -> Stream.of(Format.values()).filter(PairGoldenTest::client)
                .map(to -> DynamicTest.dynamicTest(in.getFileName() + " to " + to, () -> stream(in, to))));
    }

    private static Stream<Path> inputs(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(it -> it.toString().endsWith(ending) && !it.toString().contains(".to."))
                    .sorted().toList().stream();
        }
    }

    private static Format format(Path in) {
        return Format.of(in.getFileName().toString().split("\\.")[0]).orElseThrow();
    }

    private static boolean client(Format format) {
        return switch (format) {
            case OPENAI, OPENAI_RESPONSES, CLAUDE, GEMINI, ANTIGRAVITY, OLLAMA -> true;
            case GEMINI_CLI, KIRO, CURSOR -> false;
        };
    }

    private static void request(Path in, Format to) throws IOException {
        check(in, to, sent(in, to));
    }

    private static String sent(Path in, Format to) throws IOException {
        try {
            UpstreamDialect.Encoded encoded = translation(Files.readAllBytes(in), format(in), to).request();
            String body = new String(encoded.body(), UTF_8);
            if (ORACLES.containsKey(to)) {
                assertThat(Oracle.of(ORACLES.get(to)).objections(body)).as(body).isEmpty();
            }
            return Json.pretty(Json.tree(body)) + "\ndropped " + encoded.dropped() + "\n";
        } catch (GatewayException e) {
            return refusal(e.failure());
        }
    }

    private static String refusal(Failure failure) {
        return failure instanceof Failure.Refused refused
                ? "refused " + refused.code() + " at " + refused.param() + ": " + refused.message() + "\n"
                : "failed " + failure + "\n";
    }

    private static Translation translation(byte[] body, Format from, Format to) {
        ClientDialect client = Dialects.client(from);
        ChatRequest asked = Translation.decode(client, body, "alias", true);
        String provider = PROVIDERS.getOrDefault(to, to.id());
        var target = new Target(provider, MODELS.get(to),
                CapabilityRules.of(to, provider, MODELS.get(to), OptionalLong.of(64_000), Map.of()), true,
                Map.of("project", "p", "connection", "c"), new Ids("golden"));
        return Translation.of(asked, client, Dialects.upstream(to), target,
                new Circumstances(TranslationSettings.DEFAULT, ThinkTags.PLAIN, 1_760_000_000L));
    }

    private static void stream(Path in, Format to) throws IOException {
        Translation translation = translation(question(to).getBytes(UTF_8), to, format(in));
        EventForm form = EventForm.of(to, to == Format.OLLAMA ? StreamForm.NDJSON : StreamForm.SERVER_SENT_EVENTS);
        var text = new ByteArrayOutputStream();
        byte[] bytes = Files.readAllBytes(in);
        StreamState<Frame, ChatEvent> decoding = translation.decoder();
        StreamState<ChatEvent, ClientEvent> encoding = translation.encoder();
        for (Frame frame : new SseFraming().feed(bytes, 0, bytes.length)) {
            StreamState.Step<Frame, ChatEvent> step = decoding.on(frame);
            decoding = step.next();
            encoding = write(step.out(), encoding, form, text);
        }
        write(decoding.end(), encoding, form, text);
        check(in, to, text.toString(UTF_8).replaceAll("\"total_duration\":\\d+", "\"total_duration\":1"));
    }

    private static StreamState<ChatEvent, ClientEvent> write(List<ChatEvent> events,
            StreamState<ChatEvent, ClientEvent> encoding, EventForm form, ByteArrayOutputStream text) {
        StreamState<ChatEvent, ClientEvent> state = encoding;
        for (ChatEvent event : events) {
            StreamState.Step<ChatEvent, ClientEvent> step = state.on(event);
            state = step.next();
            step.out().forEach(it -> text.writeBytes(form.event(it)));
        }
        return state;
    }

    private static String question(Format client) {
        return switch (client) {
            case OPENAI_RESPONSES -> "{\"input\":\"q\",\"include\":[\"reasoning.encrypted_content\"]}";
            case GEMINI -> "{\"contents\":[{\"parts\":[{\"text\":\"q\"}]}]}";
            case ANTIGRAVITY -> "{\"request\":{\"contents\":[{\"parts\":[{\"text\":\"q\"}]}]}}";
            case OPENAI -> "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],"
                    + "\"stream_options\":{\"include_usage\":true}}";
            default -> "{\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
        };
    }

    private static void check(Path in, Format to, String actual) throws IOException {
        String name = in.getFileName().toString();
        Path expected = in.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".to." + to.id() + ".golden");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected));
    }
}
