package io.omniroute.translation.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.translation.UpstreamError;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.openai.OpenAiErrors;
import io.omniroute.translation.openai.OpenAiUsage;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a response object, as a whole answer or inside an event. */
final class ResponseReading {
    private final OpenAiUsage usage = new OpenAiUsage();
    private String status = "";
    private boolean content;
    private @Nullable UpstreamError error;

    void read(JsonParser json) throws IOException {
        JsonBytes.members(json, this::member);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "status" -> status = json.getText();
            case "usage" -> usage.read(json);
            case "error" -> error = json.currentToken() == JsonToken.VALUE_NULL ? null : UpstreamError.read(json);
            case "output" -> JsonBytes.elements(json, (none, item) -> {
                var reading = new OutputItem();
                reading.read(item);
                content |= reading.content();
            });
            default -> {
                // echo of the request, id, model
            }
        }
    }

    /** A response that runs in the background ({@code queued}, {@code in_progress}) is a regular answer as well. */
    Observation reply(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Observation.UNREADABLE;
        }
        read(json);
        return failed() ? Observation.failed(failure())
                : new Observation(content, !status.isEmpty(), false, false, usage().orElse(null), null, false);
    }

    boolean failed() {
        return error != null || status.equals("failed");
    }

    StreamFailure failure() {
        return error == null ? new StreamFailure(502, "the provider reported a failed response")
                : error.failure(OpenAiErrors::statusOf);
    }

    Optional<TokenUsage> usage() {
        return usage.known() ? Optional.of(usage.total()) : Optional.empty();
    }
}
