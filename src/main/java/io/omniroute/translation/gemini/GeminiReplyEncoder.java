package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.stream.Collectors;

/** A complete answer for a client of this dialect (RH-1 to RH-12, RX-1 to RX-6). */
final class GeminiReplyEncoder {
    private GeminiReplyEncoder() {}

    /** @param enveloped in the Cloud Code envelope, which has room for one choice only (RX-3) */
    static byte[] encode(ChatReply reply, Answering context, boolean enveloped) {
        boolean thoughts = thoughts(context.asked());
        List<Json> candidates = reply.choices().stream().filter(choice -> !enveloped || choice.index() == 0)
                .<Json>map(choice -> candidate(choice, thoughts)).toList();
        Json.Obj response = Json.Obj.builder().put("candidates", candidates)
                .put("usageMetadata", reply.usage().map(GeminiTokens::encode)).put("modelVersion", reply.model())
                .put("responseId", reply.id()).build();
        return JsonText.bytes(enveloped ? Json.Obj.of("response", response) : response);
    }

    /** Whether the client is shown what the model thought: it said so, or it said nothing about thinking (RH-2). */
    static boolean thoughts(ChatRequest asked) {
        return asked.reasoning().includeThoughts()
                .orElse(asked.reasoning().effort().isEmpty() && asked.reasoning().thinking().isEmpty());
    }

    private static Json.Obj candidate(Choice choice, boolean thoughts) {
        boolean refused = choice.parts().stream()
                .anyMatch(part -> part instanceof Part.Refusal refusal && !refusal.text().isEmpty());
        String text = choice.parts().stream().map(part -> part instanceof Part.Text it ? it.text() : "")
                .collect(Collectors.joining());
        var candidate = Json.Obj.builder()
                .put("content", content(GeminiReplyParts.of(choice.parts(), thoughts)))
                .put("finishReason", GeminiFinish.encode(refused
                        ? FinishReason.CONTENT_FILTER
                        : choice.finish().reason()))
                .put("index", choice.index());
        if (!choice.annotations().isEmpty()) {
            candidate.put("groundingMetadata", GeminiSources.metadata(choice.annotations(), text));
        }
        return candidate.put("logprobsResult", choice.logprobs().map(GeminiLogprobs::encode)).build();
    }

    static Json.Obj content(List<Json> parts) {
        return Json.Obj.builder().put("role", "model").put("parts", parts).build();
    }
}
