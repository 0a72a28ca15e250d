package io.omniroute.translation.openai;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hub request → body of {@code POST /v1/chat/completions} of an OpenAI-compatible upstream. Only documented fields are
 * written; the exceptions are fields a provider's capabilities ask for ({@code reasoning_content}, {@code top_k}).
 * Source: OpenAI API reference, "Create chat completion", read 2026-11.
 */
final class OpenAiRequestEncoder {
    private OpenAiRequestEncoder() {}

    static Encoded encode(ChatRequest request, Target target) {
        ToolNames names = ToolNames.of(request, ToolNames.Rule.PLAIN);
        List<String> dropped = new ArrayList<>();
        var body = Json.Obj.builder().put("model", target.model());
        boolean custom = target.capabilities().can(Ability.CUSTOM_TOOLS);
        body.put("messages", new MessageEncoder(names, target.capabilities().can(Ability.REPLAY_REASONING), custom)
                .encode(request.messages()));
        new ToolEncoder(names, dropped, custom).write(request, target, body);
        limit(request, target, body);
        if (request.candidates() > 1) {
            body.put("n", request.candidates());
        }
        request.replyFormat().ifPresent(format -> body.put("response_format", format(format)));
        new KnobEncoder(target, dropped).write(request, body);
        if (target.stream()) {
            body.put("stream", true);
            body.put("stream_options", Json.Obj.of("include_usage", Json.Literal.TRUE));
        }
        // where custom tools are native, nothing has to be turned back
        return new Encoded(JsonText.bytes(body.build()), Map.of(), dropped.stream().distinct().toList(),
                custom ? new ToolNames(names.wire(), names.clients(), Set.of()) : names);
    }

    /** Value unchanged; 0, which warms Anthropic's cache, becomes 1 (CO-2). */
    private static void limit(ChatRequest request, Target target, Json.Obj.Builder body) {
        request.maxTokens().ifPresent(limit -> body.put(
                target.capabilities().can(Ability.COMPLETION_TOKENS_FIELD) ? "max_completion_tokens" : "max_tokens",
                Math.max(1, limit)));
    }

    private static Json format(ReplyFormat format) {
        return switch (format) {
            case ReplyFormat.AnyJson any -> Json.Obj.of("type", new Json.Str("json_object"));
            case ReplyFormat.Schema schema -> Json.Obj.builder().put("type", "json_schema")
                    .put("json_schema", schema(schema)).build();
        };
    }

    private static Json.Obj schema(ReplyFormat.Schema format) {
        var schema = Json.Obj.builder().put("name", format.name()).putText("description", format.description())
                .put("schema", format.schema());
        format.strict().ifPresent(strict -> schema.put("strict", strict));
        return schema.build();
    }
}
