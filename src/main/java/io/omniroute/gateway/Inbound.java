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
     */
    public record Wishes(boolean eventStream, boolean progress, String userAgent) {
        public static final Wishes NONE = new Wishes(false, false, "");
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
