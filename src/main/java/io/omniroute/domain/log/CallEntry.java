package io.omniroute.domain.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finished request as the call log keeps it (30 section 3.7).
 *
 * @param timestamp when it arrived
 * @param status what the client got; 499 when it had left
 * @param error for people, null on success; never a credential
 * @param steps the decision trace, in order
 * @param bodies {@link Bodies#NONE} for keys whose bodies are never kept
 */
public record CallEntry(Instant timestamp, String requestId, String method, String path, int status,
        long durationMs, Asked asked, Served served, @Nullable String error, List<CallStep> steps, Bodies bodies) {
    public CallEntry {
        steps = List.copyOf(steps);
    }

    /**
     * Who asked for what.
     *
     * @param model as the client named it
     * @param sourceFormat id of the client's dialect
     * @param apiKeyId null in local mode
     * @param comboName null when no combo was asked for
     */
    public record Asked(String model, String sourceFormat, @Nullable String apiKeyId, @Nullable String apiKeyName,
            @Nullable String comboName) {}

    /**
     * Who answered, or was tried last.
     *
     * @param provider empty when none was reached
     * @param model upstream model id; what was asked for when none was resolved
     * @param account label of the connection
     * @param targetFormat id of the provider's dialect, null when none was reached
     */
    public record Served(String provider, String model, @Nullable String account, @Nullable String connectionId,
            @Nullable String targetFormat, long tokensIn, long tokensOut) {}

    /**
     * UTF-8 texts, not copied and not to be changed afterwards.
     *
     * @param request as the client sent it
     * @param response as the client got it
     */
    public record Bodies(byte @Nullable [] request, byte @Nullable [] response) {
        public static final Bodies NONE = new Bodies(null, null);

        public long size() {
            return length(request()) + length(response());
        }

        private static long length(byte @Nullable [] body) {
            return body == null ? 0 : body.length;
        }

        @Override
        public String toString() {
            return "Bodies[" + size() + " bytes]";
        }
    }

    public CallEntry withoutBodies() {
        return new CallEntry(timestamp, requestId, method, path, status, durationMs, asked, served, error, steps,
                Bodies.NONE);
    }
}
