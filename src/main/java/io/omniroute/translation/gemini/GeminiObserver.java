package io.omniroute.translation.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.Branches;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Payload;
import io.omniroute.translation.StreamObserver;
import io.omniroute.translation.UpstreamError;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads along in a stream of GenerateContentResponse. There is no terminal event: a finish reason finishes a
 * candidate, a blocked prompt the whole answer. A call the model could not write is a failure as long as nothing else
 * was delivered (translation section 9).
 */
final class GeminiObserver implements StreamObserver {
    private final boolean enveloped;
    private final GeminiUsage usage = new GeminiUsage();
    private final Branches candidates = new Branches();
    private boolean anyContent;
    private boolean failed;
    /** Of the chunk in work. */
    private boolean content;
    private boolean finished;
    private boolean usageSeen;
    private @Nullable StreamFailure failure;
    /** Of the candidate in work. */
    private long index;
    private @Nullable String finishReason;

    /** @param enveloped each response is the member {@code response} of an object */
    GeminiObserver(boolean enveloped) {
        this.enveloped = enveloped;
    }

    @Override
    public Observation observe(Frame frame) {
        if (failed) {
            return Observation.NOTHING;
        }
        Observation seen = Payload.read(frame, this::read);
        candidates.settle(!seen.unreadable());
        anyContent |= seen.content();
        failed = seen.failure() != null;
        return seen;
    }

    Observation read(JsonParser json) throws IOException {
        content = false;
        finished = false;
        usageSeen = false;
        failure = null;
        if (json.currentToken() == JsonToken.START_ARRAY) {
            JsonBytes.elements(json, (none, chunk) -> JsonBytes.members(chunk, this::member));
        } else {
            JsonBytes.members(json, this::member);
        }
        if (failure != null) {
            return Observation.failed(failure);
        }
        boolean counted = usageSeen && usage.known();
        return new Observation(content, finished, false, false, counted ? usage.total() : null, null,
                false);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (GeminiNames.camel(name)) {
            case "response" -> {
                if (enveloped) {
                    JsonBytes.members(json, this::member);
                }
            }
            case "candidates" -> JsonBytes.elements(json, this::candidate);
            case "promptFeedback" -> JsonBytes.members(json, this::feedback);
            case "usageMetadata" -> {
                usageSeen = true;
                usage.read(json);
            }
            case "error" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    failure = UpstreamError.read(json).failure(GeminiErrors::statusOf);
                }
            }
            default -> {
                // modelVersion, responseId
            }
        }
    }

    private void feedback(String name, JsonParser json) throws IOException {
        if (GeminiNames.camel(name).equals("blockReason") && JsonBytes.hasText(json)) {
            candidates.finish(0);
            finished = true;
        }
    }

    private void candidate(String none, JsonParser json) throws IOException {
        index = 0;
        finishReason = null;
        JsonBytes.members(json, this::candidateMember);
        if (finishReason == null) {
            candidates.begin(index);
        } else if (!anyContent && !content && unusable(finishReason)) {
            failure = new StreamFailure(502, "the model ended its answer with " + finishReason);
        } else {
            candidates.finish(index);
            finished = true;
        }
    }

    private static boolean unusable(String reason) {
        return switch (reason) {
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" -> true;
            default -> false;
        };
    }

    private void candidateMember(String name, JsonParser json) throws IOException {
        switch (GeminiNames.camel(name)) {
            case "index" -> index = JsonBytes.count(json);
            case "finishReason" -> finishReason = JsonBytes.hasText(json) ? GeminiNames.constant(json.getText()) : null;
            case "content" -> JsonBytes.members(json, (member, value) -> {
                if (member.equals("parts")) {
                    JsonBytes.elements(value, (none, part) -> JsonBytes.members(part, this::partMember));
                }
            });
            default -> {
                // ratings, citations, grounding: about content that is seen elsewhere
            }
        }
    }

    private void partMember(String name, JsonParser json) throws IOException {
        switch (GeminiNames.camel(name)) {
            case "text" -> content |= JsonBytes.hasText(json);
            case "functionCall", "inlineData", "fileData", "executableCode", "codeExecutionResult", "toolCall" ->
                content = true;
            default -> {
                // thought flag, signature
            }
        }
    }

    @Override
    public boolean complete() {
        return !failed && candidates.allFinished();
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        return new ClientEvent(null, GeminiErrors.reply(failure).body());
    }
}
