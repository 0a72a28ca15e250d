package io.omniroute.translation.openai;

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
 * Reads along in a stream of {@code chat.completion.chunk}; a complete {@code chat.completion} is read the same way,
 * its {@code message} standing where a chunk has its {@code delta}.
 */
final class OpenAiObserver implements StreamObserver {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final OpenAiUsage usage = new OpenAiUsage();
    private final Branches choices = new Branches();
    private boolean anyContent;
    private boolean done;
    private boolean failed;
    /** Of the chunk in work. */
    private boolean content;
    /** Of its texts; some providers of this dialect report no usage. */
    private int characters;
    private boolean finished;
    private boolean choiceSeen;
    private boolean usageSeen;
    private @Nullable StreamFailure failure;
    /** Of the choice in work. */
    private long index;
    private boolean finish;

    @Override
    public Observation observe(Frame frame) {
        if (done || failed) {
            return Observation.NOTHING;
        }
        done = isDone(frame);
        if (done) {
            return Observation.TERMINAL;
        }
        Observation seen = Payload.read(frame, this::read);
        choices.settle(!seen.unreadable());
        anyContent |= seen.content();
        failed = seen.failure() != null;
        return seen;
    }

    static boolean isDone(Frame frame) {
        int from = frame.dataFrom();
        if (frame.dataLength() < DONE.length || frame.data()[from] != '[') {
            return false;
        }
        return frame.dataText().strip().equals("[DONE]");
    }

    Observation read(JsonParser json) throws IOException {
        content = false;
        characters = 0;
        finished = false;
        choiceSeen = false;
        usageSeen = false;
        failure = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Observation.UNREADABLE;
        }
        JsonBytes.members(json, this::member);
        if (failure != null) {
            return Observation.failed(failure);
        }
        boolean counted = usageSeen && usage.known();
        return new Observation(content, finished, false, counted && !choiceSeen, counted ? usage.total() : null, null,
                false, characters);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "choices" -> JsonBytes.elements(json, this::choice);
            case "usage" -> {
                usageSeen = json.currentToken() == JsonToken.START_OBJECT;
                usage.read(json);
            }
            case "error" -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    failure = UpstreamError.read(json).failure(OpenAiErrors::statusOf);
                }
            }
            default -> {
                // id, model and the like
            }
        }
    }

    private void choice(String none, JsonParser json) throws IOException {
        choiceSeen = true;
        index = 0;
        finish = false;
        JsonBytes.members(json, this::choiceMember);
        if (finish) {
            choices.finish(index);
        } else {
            choices.begin(index);
        }
        finished |= finish;
    }

    private void choiceMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "index" -> index = JsonBytes.count(json);
            case "finish_reason" -> finish = JsonBytes.hasText(json);
            case "delta", "message" -> JsonBytes.members(json, this::deltaMember);
            case "text" -> content |= JsonBytes.hasText(json);
            case "error" -> member(name, json);
            default -> {
                // logprobs belong to content that is seen elsewhere
            }
        }
    }

    private void deltaMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "content", "reasoning_content", "reasoning", "reasoning_text", "reasoning_details", "refusal",
                    "tool_calls", "function_call", "images", "audio", "thinking_blocks" -> {
                characters += json.currentToken() == JsonToken.VALUE_STRING ? json.getTextLength() : 0;
                content |= JsonBytes.filled(json);
            }
            default -> {
                // role, annotations: no content of their own
            }
        }
    }

    /** A vendor that never names a finish reason has at least said that it is done. */
    @Override
    public boolean complete() {
        return !failed && (choices.allFinished() || (done && anyContent));
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        return new ClientEvent(null, OpenAiErrors.reply(failure).body());
    }
}
