package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;
import java.util.Set;

/**
 * Hub reply → {@code chat.completion} for a client. Source: OpenAI API reference, "The chat completion object", read
 * 2026-11, with the extension fields clients send back (translation section 3).
 */
final class ReplyEncoder {
    private static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority", "fast");

    private ReplyEncoder() {}

    static byte[] encode(ChatReply reply) {
        return JsonText.bytes(Json.Obj.builder().put("id", ReplyJson.ID_PREFIX + reply.id())
                .put("object", "chat.completion").put("created", reply.createdSeconds()).put("model", reply.model())
                .put("choices", reply.choices().stream().map(ReplyEncoder::choice).toList())
                .put("usage", reply.usage().map(UsageJson::write))
                .putText("service_tier", reply.serviceTier().filter(ReplyEncoder::documentedTier)).build());
    }

    static boolean documentedTier(String tier) {
        return TIERS.contains(tier);
    }

    private static Json.Obj choice(Choice choice) {
        var writing = new MessageWriting();
        Json.Obj message = writing.write(choice);
        Optional<Json> logprobs = choice.logprobs().map(ReplyEncoder::logprobs);
        return Json.Obj.builder().put("index", choice.index()).put("message", message)
                .put("logprobs", logprobs.orElse(Json.Literal.NULL))
                .put("finish_reason", FinishWords.word(choice.finish().reason(), writing.calls())).build();
    }

    /** Both members, as the vendor's description demands. */
    static Json.Obj logprobs(Json.Obj logprobs) {
        return Json.Obj.builder().put("content", logprobs.get("content").orElse(Json.Literal.NULL))
                .put("refusal", logprobs.get("refusal").orElse(Json.Literal.NULL)).build();
    }
}
