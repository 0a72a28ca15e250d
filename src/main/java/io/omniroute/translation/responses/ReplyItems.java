package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** The output items of a response (RP-8 to RP-11), as they begin and as they end. */
final class ReplyItems {
    private ReplyItems() {}

    static List<Json> summary(String text) {
        return text.isEmpty() ? List.of() : List.of(summaryText(text));
    }

    static Json summaryText(String text) {
        return Json.Obj.builder().put("type", "summary_text").put("text", text).build();
    }

    /** @param sealed its {@code encrypted_content} */
    static Json.Obj reasoning(String id, String text, Optional<String> sealed, boolean cut) {
        var item = Json.Obj.builder().put("id", id).put("type", "reasoning").put("summary", summary(text))
                .putText("encrypted_content", sealed);
        return (cut ? item.put("status", "incomplete") : item).build();
    }

    static Json.Obj message(String id, String status, List<Json> content) {
        return Json.Obj.builder().put("id", id).put("type", "message").put("status", status).put("role", "assistant")
                .put("content", content).build();
    }

    static Json.Obj text(String text, List<Json> annotations, List<Json> logprobs) {
        return Json.Obj.builder().put("type", "output_text").put("text", text).put("annotations", annotations)
                .put("logprobs", logprobs).build();
    }

    static Json.Obj refusal(String text) {
        return Json.Obj.builder().put("type", "refusal").put("refusal", text).build();
    }

    /** @param base code points of the answer before the part the source is named in */
    static Json.Obj annotation(Annotation annotation, int base) {
        int start = Math.max(0, annotation.start() - base);
        return Json.Obj.builder().put("type", "url_citation").put("start_index", start)
                .put("end_index", Math.max(start, annotation.end() - base)).put("title", annotation.title())
                .put("url", annotation.url()).build();
    }

    static Json.Obj call(String id, String status, String callId, QualifiedName name, String arguments) {
        return Json.Obj.builder().put("id", id).put("type", "function_call").put("status", status)
                .put("call_id", callId).put("name", name.name())
                .putText(QualifiedName.NAMESPACE, name.namespace()).put("arguments", arguments).build();
    }

    static Json.Obj customCall(String id, String callId, QualifiedName name, String input) {
        return Json.Obj.builder().put("id", id).put("type", "custom_tool_call").put("call_id", callId)
                .put("name", name.name()).putText(QualifiedName.NAMESPACE, name.namespace()).put("input", input)
                .build();
    }

    static Json.Obj image(String id, String status, Json result) {
        return Json.Obj.builder().put("id", id).put("type", "image_generation_call").put("status", status)
                .put("result", result).build();
    }
}
