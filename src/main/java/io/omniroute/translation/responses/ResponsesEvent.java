package io.omniroute.translation.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.UpstreamError;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.openai.OpenAiErrors;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one event of a response stream; what it means is decided behind its last member. */
final class ResponsesEvent {
    private String type = "";
    private long sequence = -1;
    private boolean piece;
    private boolean itemContent;
    private @Nullable String message;
    private @Nullable String code;
    private @Nullable UpstreamError error;
    private @Nullable ResponseReading response;

    String type() {
        return type;
    }

    /** -1 when the event carries none. */
    long sequence() {
        return sequence;
    }

    Observation read(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Observation.UNREADABLE;
        }
        type = name;
        JsonBytes.members(json, this::member);
        return switch (type) {
            case "response.completed", "response.incomplete" -> over();
            case "response.failed" -> Observation.failed(response == null ? failure() : response.failure());
            case "error" -> Observation.failed(failure());
            case "response.output_item.added", "response.output_item.done" ->
                itemContent ? Observation.CONTENT : Observation.NOTHING;
            default -> untyped();
        };
    }

    private Observation over() {
        if (response != null && response.failed()) {
            return Observation.failed(response.failure());
        }
        return new Observation(false, true, true, false, response == null ? null : response.usage().orElse(null), null,
                false);
    }

    private StreamFailure failure() {
        if (error != null) {
            return error.failure(OpenAiErrors::statusOf);
        }
        int status = code == null ? 0 : OpenAiErrors.statusOf(code);
        return new StreamFailure(status == 0 ? 502 : status,
                message == null ? "the provider reported an error" : message);
    }

    /** Pieces of text, reasoning, refusal, arguments, code or a picture; an error body without a type. */
    private Observation untyped() {
        if (type.isEmpty() && error != null) {
            return Observation.failed(failure());
        }
        return piece ? Observation.CONTENT : Observation.NOTHING;
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "type" -> type = json.getText();
            case "sequence_number" -> sequence = JsonBytes.count(json);
            case "delta", "text", "refusal", "arguments", "input", "partial_image_b64" ->
                piece |= JsonBytes.filled(json);
            case "item" -> {
                var item = new OutputItem();
                item.read(json);
                itemContent = item.content();
            }
            case "response" -> {
                response = new ResponseReading();
                response.read(json);
            }
            case "error" -> error = json.currentToken() == JsonToken.VALUE_NULL ? null : UpstreamError.read(json);
            case "message" -> message = JsonBytes.text(json);
            case "code" -> code = JsonBytes.text(json);
            default -> {
                // indexes, ids, parts that repeat what the pieces said
            }
        }
    }
}
