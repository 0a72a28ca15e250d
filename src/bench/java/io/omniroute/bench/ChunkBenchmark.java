package io.omniroute.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.ClientDialect;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.Translation;
import io.omniroute.translation.Translation.Circumstances;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.stages.ThinkTags;
import io.omniroute.upstream.framing.SseFraming;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One text chunk through the hub, for every pair of public dialects: frame in, client's bytes out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChunkBenchmark {
    private static final int CHUNKS = 64;

    @Param({"openai", "openai-responses", "claude", "gemini"})
    private String client;
    @Param({"openai", "openai-responses", "claude", "gemini"})
    private String upstream;

    private Translation translation;
    private List<Frame> head;
    private Frame chunk;

    @Setup
    public void translate() {
        Format from = Format.of(client).orElseThrow();
        Format to = Format.of(upstream).orElseThrow();
        ClientDialect dialect = Dialects.client(from);
        ChatRequest asked = Translation.decode(dialect, request(from).getBytes(UTF_8), "m", true);
        var target = new Target("node", "m", CapabilityRules.of(to, "node", "m", OptionalLong.empty(), Map.of()), true,
                Map.of(), new Ids("bench"));
        translation = Translation.of(asked, dialect, Dialects.upstream(to), target,
                new Circumstances(TranslationSettings.DEFAULT, ThinkTags.PLAIN, 1_760_000_000L));
        head = frames(head(to));
        chunk = frames(chunk(to)).getFirst();
    }

    /** Per chunk. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public void chunks(Blackhole sink) {
        StreamState<Frame, ChatEvent> decoding = translation.decoder();
        StreamState<ChatEvent, ClientEvent> encoding = translation.encoder();
        for (int i = -head.size(); i < CHUNKS; i++) {
            var decoded = decoding.on(i < 0 ? head.get(i + head.size()) : chunk);
            decoding = decoded.next();
            for (ChatEvent event : decoded.out()) {
                var encoded = encoding.on(event);
                encoding = encoded.next();
                sink.consume(encoded.out());
            }
        }
    }

    private static List<Frame> frames(String sse) {
        byte[] bytes = sse.getBytes(UTF_8);
        return new SseFraming().feed(bytes, 0, bytes.length);
    }

    private static String request(Format format) {
        return switch (format) {
            case OPENAI_RESPONSES -> "{\"model\":\"m\",\"stream\":true,\"input\":\"Hi\"}";
            case CLAUDE -> "{\"model\":\"m\",\"stream\":true,\"max_tokens\":9,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}]}";
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
            default -> "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        };
    }

    private static String head(Format format) {
        return switch (format) {
            case OPENAI_RESPONSES -> event("response.created", "\"response\":{\"id\":\"resp_1\",\"object\":\"response\","
                    + "\"created_at\":1760000000,\"model\":\"m\",\"status\":\"in_progress\",\"output\":[]}")
                    + event("response.output_item.added", "\"output_index\":0,\"item\":{\"id\":\"msg_1\","
                            + "\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}");
            case CLAUDE -> event("message_start", "\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                    + "\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,"
                    + "\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}")
                    + event("content_block_start",
                            "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
            default -> "";
        };
    }

    private static String chunk(Format format) {
        return switch (format) {
            case OPENAI_RESPONSES -> event("response.output_text.delta", "\"sequence_number\":7,\"item_id\":\"msg_1\","
                    + "\"output_index\":0,\"content_index\":0,\"delta\":\"some words \",\"logprobs\":[]");
            case CLAUDE -> event("content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"some words \"}");
            case GEMINI -> "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"some words \"}],\"role\":"
                    + "\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9},"
                    + "\"modelVersion\":\"m\",\"responseId\":\"r1\"}\n\n";
            default -> "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                    + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"some words \"},"
                    + "\"finish_reason\":null}]}\n\n";
        };
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }
}
