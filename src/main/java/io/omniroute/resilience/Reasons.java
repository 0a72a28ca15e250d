package io.omniroute.resilience;

import java.util.List;
import java.util.Optional;

/** Words for why an account or model rests, and the texts that tell (40 section 4). */
final class Reasons {
    static final String AUTH = "auth_error";
    static final String RATE_LIMIT = "rate_limit_exceeded";
    static final String QUOTA = "quota_exhausted";
    static final String CAPACITY = "model_capacity";
    static final String SERVER = "server_error";
    static final String UNKNOWN = "unknown";

    private static final List<Telling> BY_TEXT = List.of(
            new Telling(QUOTA, List.of("quota exceeded", "quota depleted", "billing")),
            new Telling(RATE_LIMIT, List.of("rate limit", "too many requests", "rate_limit")),
            new Telling(CAPACITY, List.of("capacity", "overloaded", "resource exhausted")),
            new Telling(AUTH, List.of("unauthorized", "invalid api key", "authentication")),
            new Telling(SERVER, List.of("server error", "internal error")));

    private Reasons() {}

    private record Telling(String reason, List<String> phrases) {}

    /** @param text in lower case */
    static Optional<String> byText(String text) {
        return BY_TEXT.stream().filter(it -> has(text, it.phrases())).map(Telling::reason).findFirst();
    }

    static boolean has(String text, List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }
}
