package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.key.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a door hands it in: admitted, within the size limit, its body unread by anybody.
 *
 * @param door the dialect of the path it came in by
 * @param headers those that travel with the body on a same-dialect route (L-6)
 * @param target what the path says where the dialect puts it there (Gemini); empty for the others
 * @param acceptsEventStream the {@code Accept} header asks for an event stream
 * @param arrived when it came, for the books; {@code arrivedNanos} for durations
 */
public record Inbound(String requestId, Format door, Caller caller, Map<String, String> headers,
        Optional<PathTarget> target, boolean acceptsEventStream, RequestBody body, Instant arrived, long arrivedNanos) {
    public Inbound {
        headers = Map.copyOf(headers);
    }

    /**
     * Model and action of a Gemini path.
     *
     * @param query the raw query without the key, for example {@code alt=sse}; empty when there is none
     */
    public record PathTarget(String model, String action, String query) {
        public boolean streaming() {
            return action.equals("streamGenerateContent");
        }

        /** Whether a stream is wanted as one JSON array instead of server-sent events. */
        public boolean asArray() {
            return streaming() && !List.of(query.split("&")).contains("alt=sse");
        }
    }
}
