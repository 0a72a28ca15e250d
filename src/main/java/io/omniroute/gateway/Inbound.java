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
 * @param provider the path names it: no other one may serve the request (10 section 14)
 * @param wishes what other headers ask for
 * @param arrived when it came, for the books
 * @param times for durations
 */
public record Inbound(String requestId, Format door, Caller caller, Map<String, String> headers,
        Optional<PathTarget> target, Optional<String> provider, Wishes wishes, RequestBody body, Instant arrived,
        Times times) {
    public Inbound {
        headers = Map.copyOf(headers);
    }

    /**
     * What a client asks for in headers.
     *
     * @param eventStream {@code Accept} names an event stream
     * @param progress {@code X-OmniRoute-Progress: true}
     * @param userAgent empty when it names none
     * @param marks what tells this request and its conversation from others
     */
    public record Wishes(boolean eventStream, boolean progress, String userAgent, Marks marks) {
        public static final Wishes NONE = new Wishes(false, false, "");
        public Wishes(boolean eventStream, boolean progress, String userAgent) {
            this(eventStream, progress, userAgent, Marks.NONE);
        }
    }

    /**
     * What tells a request and its conversation from others, as headers say it.
     *
     * @param address of the client, proxies taken into account; empty where nobody knows
     * @param conversation {@code X-Session-Id} or Codex's {@code session_id}
     * @param idempotencyKey {@code Idempotency-Key}
     * @param requestId {@code X-Request-Id}, only when the client sent it
     * @param noCache {@code X-OmniRoute-No-Cache: true}
     */
    public record Marks(String address, Optional<String> conversation, Optional<String> idempotencyKey,
            Optional<String> requestId, boolean noCache) {
        public static final Marks NONE = new Marks("", Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** Moments of {@link System#nanoTime}: when the request came and when its caller was admitted. */
    public record Times(long arrived, long admitted) {
        /** Since the request came. */
        long elapsedNanos() {
            return System.nanoTime() - arrived;
        }
    }

    /**
     * Model and action of a Gemini path.
     *
     * @param model empty where the body names it
     * @param query the raw query without the key, for example {@code alt=sse}; empty when there is none
     */
    public record PathTarget(String model, String action, String query) {
        private static final String STREAM = "streamGenerateContent";
        /** A path that says nothing. */
        static final PathTarget NONE = new PathTarget("", "", "");
        /** What the path of a Gemini call says where the body said it. */
        static PathTarget of(boolean streaming) {
            return streaming ? new PathTarget("", STREAM, "alt=sse") : new PathTarget("", "generateContent", "");
        }

        public boolean streaming() {
            return action.equals(STREAM);
        }

        /** Whether a stream is wanted as one JSON array instead of server-sent events. */
        public boolean asArray() {
            return streaming() && !List.of(query.split("&")).contains("alt=sse");
        }
    }
}
