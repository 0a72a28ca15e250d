package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A complete answer, or a stream that was read whole: the stream's own reading, assembled. */
final class GeminiReplyDecoder {
    private GeminiReplyDecoder() {}

    static ChatReply decode(byte[] body, Answering context, boolean enveloped) {
        Json read = GeminiStreamDecoder.read(body, 0, body.length)
                .filter(it -> it instanceof Json.Obj || it instanceof Json.Arr)
                .orElseThrow(() -> unreadable(body));
        var step = new GeminiStreamDecoder(context, enveloped).chunk(read);
        var events = new ArrayList<>(step.out());
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.Failed failed) {
                throw new GatewayException(new Failure.Broken(failed.status(), failed.message()));
            }
        }
        events.addAll(last((GeminiStreamDecoder) step.next(), read, enveloped));
        return GeminiReplyFold.reply(events);
    }

    /** A complete answer may leave its finish reason out, and its candidates when it has nothing to say. */
    private static List<ChatEvent> last(GeminiStreamDecoder state, Json read, boolean enveloped) {
        if (!state.candidates().isEmpty()) {
            return state.finish("STOP");
        }
        if (!state.started() || !responds(read, enveloped)) {
            throw new GatewayException(new Failure.Broken(502, "the provider answered without a candidate"));
        }
        return new GeminiStreamDecoder(state.context(), enveloped, true, false, false, state.usage(),
                Map.of(0, GeminiCandidate.NEW)).finish("STOP");
    }

    private static boolean responds(Json read, boolean enveloped) {
        List<Json> chunks = read instanceof Json.Arr array ? array.elements() : List.of(read);
        return chunks.stream().map(it -> it instanceof Json.Obj object ? object : Json.Obj.EMPTY)
                .map(it -> GeminiForms.usual(enveloped ? it.object("response").orElse(it) : it))
                .anyMatch(it -> it.has("candidates") || it.has("usageMetadata") || it.has("modelVersion")
                        || it.has("responseId") || it.has("promptFeedback"));
    }

    private static GatewayException unreadable(byte[] body) {
        String message = Payload.html(body, 0, body.length)
                ? "the provider answered with an HTML document"
                : "the provider's answer is no JSON object";
        return new GatewayException(new Failure.Broken(502, message));
    }
}
