package io.omniroute.admin;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.lab.ReadyRequest;
import io.omniroute.domain.lab.RecentRequest;
import io.omniroute.domain.lab.RecentRequests;
import io.omniroute.domain.lab.Sample;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.domain.lab.Translated;
import io.omniroute.domain.lab.TranslationLab;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A corridor that translates nothing, remembers what it was asked and fails when told to. */
public final class PlayedLab implements TranslationLab, RecentRequests {
    public final List<String> asked = new ArrayList<>();
    public final List<RecentRequest> recent = new ArrayList<>();
    public Failure failure;
    public int status = 200;
    public byte[] made = "{\"made\":true}".getBytes(StandardCharsets.UTF_8);
    public boolean closed;

    private void ask(String what, byte[] body) {
        asked.add(what + " " + new String(body, StandardCharsets.UTF_8));
        if (failure != null) {
            throw new GatewayException(failure);
        }
    }

    @Override
    public Translated toHub(Sample sample) {
        ask("hub " + sample.format(), sample.body());
        return new Translated(Format.OPENAI, sample.model().orElse("m"), sample.stream().orElse(false), made,
                List.of("top_k"));
    }

    @Override
    public Translated toFormat(Sample sample, Format target) {
        ask(sample.format() + " to " + target, sample.body());
        return new Translated(target, "m", false, made, List.of());
    }

    @Override
    public Translated toProvider(Sample sample, String provider) {
        ask(sample.format() + " for " + provider, sample.body());
        return new Translated(Format.GEMINI, "m", false, made, List.of());
    }

    @Override
    public PreparedCall call(ReadyRequest ready) {
        ask("call " + ready.provider() + " " + ready.format().map(Format::id).orElse("-"), ready.body());
        return new PreparedCall(Format.CLAUDE, "POST", "https://h/v1", Map.of("x-api-key", "••••"), ready.body());
    }

    @Override
    public SentAnswer send(ReadyRequest ready, String requestId) {
        ask("send " + requestId + " " + ready.provider(), ready.body());
        return new SentAnswer() {
            @Override
            public int status() {
                return status;
            }

            @Override
            public String contentType() {
                return status == 200 ? "text/event-stream" : "application/json";
            }

            @Override
            public Map<String, String> headers() {
                return Map.of("X-OmniRoute-Attempts", "1");
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Override
    public List<RecentRequest> newest(int most) {
        return recent.stream().limit(Math.max(0, most)).toList();
    }

    @Override
    public int total() {
        return recent.size();
    }
}
