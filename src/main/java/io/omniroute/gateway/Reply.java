package io.omniroute.gateway;

import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.RetryHints;
import java.util.HashMap;
import java.util.Map;

/** A failure as a complete HTTP answer: an upstream's own words where both sides speak one dialect, else ours. */
record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json";
    static Reply of(Exchange exchange, Failure failure) {
        var headers = new HashMap<String, String>();
        exchange.leg().ifPresent(leg -> headers.putAll(ReplyHeaders.route(leg, exchange.attempts())));
        if (failure instanceof Failure.Rejected rejected) {
            headers.putAll(rejected.headers());
            if (ownDialect(exchange) && looksLikeJson(rejected.body())) {
                String type = rejected.contentType().isEmpty() ? JSON : rejected.contentType();
                return new Reply(rejected.status(), type, headers, rejected.body());
            }
        }
        if (!headers.containsKey("retry-after")) {
            RetryHints.of(failure).ifPresent(
                    wait -> headers.put("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        }
        ErrorReply reply = Dialects.of(exchange.dialect()).error(failure, exchange.inbound().requestId());
        return new Reply(reply.status(), JSON, headers, reply.body());
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
