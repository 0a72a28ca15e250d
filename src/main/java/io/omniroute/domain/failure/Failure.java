package io.omniroute.domain.failure;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a request was not served. One mapper per dialect turns it into that vendor's status and body. */
public sealed interface Failure {
    /** What to tell the caller: what was wrong with what, never a credential, a prompt or an internal address. */
    String message();

    /** Whether another leg could succeed where this one failed. */
    default boolean worthAnotherAttempt() {
        return false;
    }

    /** HTTP status in the OpenAI column of the type table; dialects map it further. */
    int status();

    /** The caller's request is at fault: status 400, 401, 403, 404, 405, 413, 415 or 429. */
    record Refused(int status, String code, String message, @Nullable String param,
            @Nullable Duration retryAfter) implements Failure {
        public static Refused badRequest(String message) {
            return new Refused(400, "bad_request", message, null, null);
        }

        public static Refused of(int status, String code, String message) {
            return new Refused(status, code, message, null, null);
        }
    }

    /**
     * The upstream answered with an error status.
     *
     * @param contentType of the body, empty when none was given
     * @param body as it came; forwarded unchanged where both sides speak one dialect
     * @param headers those that mean something to a client, for example {@code retry-after}
     */
    record Rejected(int status, String contentType, byte[] body, java.util.Map<String, String> headers)
            implements
                Failure {
        @Override
        public String message() {
            return "the provider answered " + status;
        }

        @Override
        public boolean worthAnotherAttempt() {
            return !requestAtFault(status);
        }
    }

    /** An upstream was too slow: no headers, no first content or silence after it. */
    record Timeout(String what, Duration limit) implements Failure {
        @Override
        public String message() {
            return "upstream timeout: " + what + " after " + limit.toMillis() + " ms";
        }

        @Override
        public int status() {
            return 504;
        }

        @Override
        public boolean worthAnotherAttempt() {
            return true;
        }
    }

    /** No answer could be had: refused, no such host, TLS error, connection lost before the status line. */
    record Unreachable(String reason) implements Failure {
        @Override
        public String message() {
            return "[502]: " + reason;
        }

        @Override
        public int status() {
            return 502;
        }

        @Override
        public boolean worthAnotherAttempt() {
            return true;
        }
    }

    /** The answer broke off, was unreadable or carried an error inside a success; {@code status} as reported, else 502. */
    record Broken(int status, String message) implements Failure {
        @Override
        public boolean worthAnotherAttempt() {
            return !requestAtFault(status);
        }
    }

    /** The gateway itself cannot serve now: shutting down, overloaded, not configured. */
    record Unavailable(String message, @Nullable Duration retryAfter) implements Failure {
        @Override
        public int status() {
            return 503;
        }
    }

    /**
     * Nobody may be asked now: every account that could serve is resting, locked or tried.
     *
     * @param status of the last failure that is known, else 503
     * @param retryAfter until the first of them may be asked again; null when unknown
     */
    record Exhausted(int status, String message, @Nullable Duration retryAfter) implements Failure {
        @Override
        public boolean worthAnotherAttempt() {
            return true;
        }
    }

    /** The upstream finds the conversation too long for the model; a larger one could take it. */
    record TooLarge(Rejected rejected) implements Failure {
        @Override
        public int status() {
            return rejected.status();
        }

        @Override
        public String message() {
            return rejected.message();
        }

        @Override
        public boolean worthAnotherAttempt() {
            return true;
        }
    }

    /** The client left. Nobody is told; the log says 499. */
    record ClientGone() implements Failure {
        @Override
        public String message() {
            return "client went away";
        }

        @Override
        public int status() {
            return 499;
        }
    }

    /** A defect of the gateway; the details are in the log under the request id. */
    record Internal() implements Failure {
        @Override
        public String message() {
            return "Internal server error";
        }

        @Override
        public int status() {
            return 500;
        }
    }

    /** Statuses with which an upstream refuses the request itself: no other account would take it (40 section 4, rule 9). */
    private static boolean requestAtFault(int status) {
        return status == 400 || status == 413 || status == 415 || status == 422;
    }

    /** Seconds a caller should wait, when known. */
    default Optional<Duration> retryHint() {
        return switch (this) {
            case Refused refused -> Optional.ofNullable(refused.retryAfter());
            case Unavailable unavailable -> Optional.ofNullable(unavailable.retryAfter());
            case Exhausted exhausted -> Optional.ofNullable(exhausted.retryAfter());
            case Rejected r -> Optional.empty();
            case TooLarge t -> Optional.empty();
            case Timeout t -> Optional.empty();
            case Unreachable u -> Optional.empty();
            case Broken b -> Optional.empty();
            case ClientGone c -> Optional.empty();
            case Internal i -> Optional.empty();
        };
    }
}
