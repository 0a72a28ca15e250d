package io.omniroute.translation.gemini;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.UpstreamDialect;
import java.util.List;

/** The Gemini body in the envelope of Google's command line client (AO-10). */
public final class GeminiCliDialect implements UpstreamDialect {
    @Override
    public Format format() {
        return Format.GEMINI_CLI;
    }

    @Override
    public Encoded encodeRequest(ChatRequest request, Target target) {
        return GeminiRequestEncoder.encode(request, target)
                .encoded(body -> envelope(body, request, target), List.of());
    }

    private static Json.Obj envelope(Json.Obj body, ChatRequest request, Target target) {
        return Json.Obj.builder().put("project", target.account("project").orElse("")).put("model", target.model())
                .put("user_prompt_id", target.ids().uuid("user_prompt_id").toString())
                .put("request", body.with("session_id", new Json.Str(CloudCodeSession.id(request, target))))
                .build();
    }

    @Override
    public ChatReply decodeReply(byte[] body, Answering context) {
        return GeminiAnswers.ENVELOPED.decodeReply(body, context);
    }

    @Override
    public StreamState<Frame, ChatEvent> decoder(Answering context) {
        return GeminiAnswers.ENVELOPED.decoder(context);
    }
}
