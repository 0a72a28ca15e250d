package io.omniroute.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Why a use case said no.
 *
 * @param code machine-readable reason, for example {@code terms_not_accepted}
 * @param message for people; never a credential
 * @param details fields that were wrong, empty unless the form was invalid
 * @param extra further members of the answer, for example the notice to accept
 * @param upstreamStatus what a provider answered, where the door hands it on
 */
public record Refusal(Kind kind, String code, String message, List<FieldError> details, Map<String, Object> extra,
        @Nullable Duration retryAfter, @Nullable Integer upstreamStatus) {
    public Refusal {
        details = List.copyOf(details);
        extra = Map.copyOf(extra);
    }

    public Refusal(Kind kind, String code, String message, List<FieldError> details, Map<String, Object> extra,
            @Nullable Duration retryAfter) {
        this(kind, code, message, details, extra, retryAfter, null);
    }

    /** What sort of no; a door gives it its status. */
    public enum Kind {
        INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, URL_BLOCKED, TOO_MANY, UPSTREAM
    }

    public static Refusal of(Kind kind, String code, String message) {
        return new Refusal(kind, code, message, List.of(), Map.of(), null);
    }

    /** @param status what the provider answered; null when it did not */
    static Refusal ofUpstream(String code, String message, @Nullable Integer status) {
        return new Refusal(Kind.UPSTREAM, code, message, List.of(), Map.of(), null, status);
    }

    static Refusal invalid(List<FieldError> details) {
        String message = details.size() == 1 ? details.getFirst().message() : "Invalid request";
        return new Refusal(Kind.INVALID, "bad_request", message, details, Map.of(), null);
    }

    Refusal with(String member, Object value) {
        return new Refusal(kind, code, message, details, Map.of(member, value), retryAfter(), upstreamStatus());
    }
}
