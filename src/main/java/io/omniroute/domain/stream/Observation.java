package io.omniroute.domain.stream;

import io.omniroute.domain.usage.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What an observer saw in one frame (or in a whole JSON answer) without changing it.
 *
 * @param content text, reasoning, a tool call, an image or a refusal: the answer is committed
 * @param finished a regular finish: the answer is committed and, once the stream ends, complete
 * @param terminal the dialect's last event; what follows it is ignored
 * @param usageOnly the frame carries nothing but usage (the chunk that is withheld when the client did not ask)
 * @param usage in the normal form, as far as this frame tells; null when it says nothing
 * @param failure an error inside the stream; null when there is none
 * @param unreadable the payload is not what the dialect allows
 * @param characters of the texts in this frame where the observer counts them, for an estimate where no usage is
 *     reported; 0 where it does not
 */
public record Observation(boolean content, boolean finished, boolean terminal, boolean usageOnly,
        @Nullable TokenUsage usage, @Nullable StreamFailure failure, boolean unreadable, int characters) {
    /** Of a frame whose characters do not matter. */
    public Observation(boolean content, boolean finished, boolean terminal, boolean usageOnly,
            @Nullable TokenUsage usage, @Nullable StreamFailure failure, boolean unreadable) {
        this(content, finished, terminal, usageOnly, usage, failure, unreadable, 0);
    }

    public static final Observation NOTHING = new Observation(false, false, false, false, null, null, false);
    public static final Observation CONTENT = new Observation(true, false, false, false, null, null, false);
    public static final Observation TERMINAL = new Observation(false, false, true, false, null, null, false);
    public static final Observation UNREADABLE = new Observation(false, false, false, false, null, null, true);
    public static Observation failed(StreamFailure failure) {
        return new Observation(false, false, true, false, null, failure, false);
    }

    /** An error event of the upstream: the HTTP status it stands for and its message. */
    public record StreamFailure(int status, String message) {}
}
