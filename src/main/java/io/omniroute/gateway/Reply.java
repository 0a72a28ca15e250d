package io.omniroute.gateway;

import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.RetryHints;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure as a complete HTTP answer: an upstream's own words where both sides speak one dialect, else ours. */
record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json";
    /** Nobody waits longer for a quota (40 section 4). */
    private static final Duration LONGEST = Duration.ofDays(8);
    static Reply of(Exchange exchange, Failure failure) {
        var headers = new HashMap<String, String>();
        exchange.leg().ifPresent(leg -> headers.putAll(ReplyHeaders.route(exchange, leg)));
        Failure.Rejected rejected = rejected(failure);
        if (rejected != null) {
            headers.putAll(rejected.headers());
        }
        exchange.decisions().header().ifPresent(tried -> headers.put(Decisions.HEADER, tried));
        retryAfter(exchange, failure, headers);
        if (rejected != null && ownDialect(exchange) && looksLikeJson(rejected.body())) {
            String type = rejected.contentType().isEmpty() ? JSON : rejected.contentType();
            return new Reply(rejected.status(), type, headers, rejected.body());
        }
        ErrorReply reply = Dialects.of(exchange.dialect()).error(failure, exchange.inbound().requestId());
        return new Reply(reply.status(), JSON, headers, reply.body());
    }

    private static Failure.@Nullable Rejected rejected(Failure failure) {
        return switch (failure) {
            case Failure.Rejected rejected -> rejected;
            case Failure.TooLarge tooLarge -> tooLarge.rejected();
            default -> null;
        };
    }

    /** The upstream's own word, unless it is absurd; else what the body says; else when somebody can be asked again. */
    private static void retryAfter(Exchange exchange, Failure failure, Map<String, String> headers) {
        String given = headers.get("retry-after");
        if (given != null && !(given.matches("[0-9]{1,18}") && Long.parseLong(given) > LONGEST.toSeconds())) {
            return;
        }
        headers.remove("retry-after");
        Optional<Duration> wait = given != null ? Optional.of(LONGEST) : RetryHints.of(failure);
        wait.or(() -> nextTry(exchange, failure)).ifPresent(it -> headers.put("Retry-After",
                Long.toString(Math.clamp(it.plusMillis(999).toSeconds(), 1, LONGEST.toSeconds()))));
    }

    /** A client that was refused for another reason would wait for nothing. */
    private static Optional<Duration> nextTry(Exchange exchange, Failure failure) {
        boolean busy = failure.status() == 408 || failure.status() == 429 || failure.status() >= 500;
        return busy ? exchange.decisions().nextTry(Instant.now()) : Optional.empty();
    }

    /** Only a provider's words in the client's own dialect are the client's to read. */
    private static boolean ownDialect(Exchange exchange) {
        return exchange.leg().filter(leg -> leg.endpoint().format() == exchange.dialect()).isPresent();
    }

    /** An HTML page of a proxy in between is not handed on (translation README, section 11). */
    private static boolean looksLikeJson(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }
}
