package io.omniroute.translation.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.UpstreamError;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event of a message stream, or a whole message: the members that matter have the same names in both. What
 * they mean is decided behind the last one, because the type need not come first.
 */
final class AnthropicEvent {
    private final AnthropicUsage usage;
    private String type = "";
    private boolean usageSeen;
    private boolean stopped;
    private boolean content;
    private @Nullable UpstreamError error;
    /** Of the block in work. */
    private String blockType = "";
    private boolean blockFilled;

    AnthropicEvent(AnthropicUsage usage) {
        this.usage = usage;
    }

    /** @param name of the frame, for the rare event whose data names no type; may be empty */
    Observation read(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Observation.UNREADABLE;
        }
        type = name;
        JsonBytes.members(json, this::member);
        if (error != null) {
            return Observation.failed(error.failure(AnthropicErrors::statusOf));
        }
        boolean counted = usageSeen && usage.known();
        if (type.equals("message_stop")) {
            return Observation.TERMINAL;
        }
        if (!content && !stopped && !counted) {
            return Observation.NOTHING;
        }
        return new Observation(content, stopped, false, false, counted ? usage.total() : null, null, false);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "type" -> type = json.getText();
            case "message" -> JsonBytes.members(json, this::messageMember);
            case "content_block" -> block("", json);
            case "delta" -> JsonBytes.members(json, this::deltaMember);
            case "error" -> error = json.currentToken() == JsonToken.VALUE_NULL ? null : UpstreamError.read(json);
            default -> messageMember(name, json);
        }
    }

    private void messageMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "usage" -> {
                usageSeen = json.currentToken() == JsonToken.START_OBJECT;
                usage.read(json);
            }
            case "stop_reason" -> stopped |= JsonBytes.hasText(json);
            case "content" -> JsonBytes.elements(json, this::block);
            default -> {
                // id, model, role, index
            }
        }
    }

    /** Text and thinking begin empty; any other block (a tool call, redacted thinking, a result) is content at once. */
    private void block(String none, JsonParser json) throws IOException {
        blockType = "";
        blockFilled = false;
        JsonBytes.members(json, this::blockMember);
        boolean beginsEmpty = blockType.equals("text") || blockType.equals("thinking");
        content |= blockFilled || !beginsEmpty;
    }

    private void blockMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "type" -> blockType = json.getText();
            case "text", "thinking" -> blockFilled |= JsonBytes.hasText(json);
            default -> {
                // a tool's name and input, a signature: the type tells enough
            }
        }
    }

    private void deltaMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "text", "thinking", "partial_json" -> content |= JsonBytes.hasText(json);
            case "stop_reason" -> stopped |= JsonBytes.hasText(json);
            default -> {
                // a signature or a citation belongs to text that was seen before
            }
        }
    }
}
