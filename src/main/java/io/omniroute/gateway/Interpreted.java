package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.route.Leg;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.translation.Translation;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.SseFraming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sides speak different dialects: everything goes through the hub. */
final class Interpreted implements Speaking {
    private static final String JSON = "application/json";

    private final Leg leg;
    private final Translation translation;
    private final boolean streaming;

    /** @param streaming what the upstream is asked for, which is not always what the client wants */
    Interpreted(Leg leg, Translation translation, boolean streaming) {
        this.leg = leg;
        this.translation = translation;
        this.streaming = streaming;
    }

    @Override
    public OutboundRequest outbound() {
        Encoded request = translation.request();
        PathTarget path = leg.endpoint().path().contains("{action}") ? PathTarget.of(streaming) : PathTarget.NONE;
        return new OutboundRequest(request.body(), request.headers(), path.action(), path.query(), streaming);
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(droppedHeader(translation.request().dropped()));
        translation.contextCut().ifPresent(cut -> headers.put("X-OmniRoute-Context", cut.text()));
        return headers;
    }

    /** Names what did not get through; none when all did. */
    static Map<String, String> droppedHeader(List<String> dropped) {
        return dropped.isEmpty() ? Map.of() : Map.of("X-OmniRoute-Dropped", headerValue(dropped));
    }

    /** Names come from clients' bodies; what no header can carry is replaced. */
    private static String headerValue(List<String> names) {
        String joined = String.join(", ", names);
        String cut = joined.length() > 2_000 ? joined.substring(0, 2_000) : joined;
        return cut.codePoints().map(c -> c >= ' ' && c < 0x7f ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    @Override
    public Framing framing() {
        return switch (leg.endpoint().format()) {
            case OPENAI, OPENAI_RESPONSES, CLAUDE, GEMINI, GEMINI_CLI, ANTIGRAVITY -> new SseFraming();
            case KIRO, CURSOR, OLLAMA ->
                throw new IllegalStateException("no executor calls " + leg.endpoint().format());
        };
    }

    @Override
    public boolean complete(String contentType) {
        return streaming ? contentType.startsWith(JSON) : !contentType.startsWith("text/event-stream");
    }

    @Override
    public Passage passage() {
        return new ThroughHub(translation);
    }

    @Override
    public Whole whole(byte[] body, String contentType) {
        ChatReply reply = translation.decode(body);
        return new Whole(translation.encode(reply), JSON, Meanings.of(reply));
    }

    @Override
    public Translation translation() {
        return translation;
    }
}
