package io.omniroute.translation.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Optional;

/** The events of a message stream, one function each. Source: Anthropic guide "Streaming messages", read 2026-11. */
final class AnthropicEvents {
    private AnthropicEvents() {}

    static ClientEvent messageStart(ChatEvent.Started head, Optional<Usage> usage) {
        Json.Obj message = AnthropicReplyEncoder.message(head.id(), head.model()).put("content", List.of())
                .put("stop_reason", Json.Literal.NULL).put("stop_sequence", Json.Literal.NULL)
                .put("usage", TokenCounts.write(usage)).build();
        return event("message_start", json -> member(json, "message", message));
    }

    static ClientEvent blockStart(int index, Json.Obj block) {
        return event("content_block_start", json -> {
            json.writeNumberField("index", index);
            member(json, "content_block", block);
        });
    }

    /** @param field of the delta that carries the text, for example {@code partial_json} */
    static ClientEvent blockDelta(int index, String type, String field, String text) {
        return event("content_block_delta", json -> {
            json.writeNumberField("index", index);
            json.writeObjectFieldStart("delta");
            json.writeStringField("type", type);
            json.writeFieldName(field);
            json.writeString(text);
            json.writeEndObject();
        });
    }

    static ClientEvent blockStop(int index) {
        return event("content_block_stop", json -> json.writeNumberField("index", index));
    }

    static ClientEvent messageDelta(String stopReason, Finish finish, Optional<Usage> usage) {
        Json.Obj delta = Json.Obj.builder().put("stop_reason", stopReason)
                .put("stop_sequence", AnthropicReplyEncoder.stopSequence(finish)).build();
        return event("message_delta", json -> {
            member(json, "delta", delta);
            member(json, "usage", TokenCounts.write(usage));
        });
    }

    static ClientEvent messageStop() {
        return event("message_stop", json -> {});
    }

    private static void member(JsonGenerator json, String name, Json value) throws java.io.IOException {
        json.writeFieldName(name);
        JsonText.write(json, value);
    }

    private static ClientEvent event(String type, JsonBytes.Writing members) {
        return new ClientEvent(type, JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            members.to(json);
            json.writeEndObject();
        }));
    }
}
