package io.omniroute.gateway;

import io.omniroute.domain.route.Leg;
import io.omniroute.upstream.http.UpstreamReply;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which headers of an upstream's answer mean something to a client, and what the gateway adds about the route. */
final class ReplyHeaders {
    private static final List<String> PASSED = List.of("retry-after", "retry-after-ms", "x-should-retry", "request-id",
            "openai-version", "openai-processing-ms", "openai-model");
    private static final List<String> PASSED_PREFIXES = List.of("x-ratelimit-", "anthropic-ratelimit-");

    private ReplyHeaders() {}

    /** Those that are passed on, in a map the caller may add to. */
    static Map<String, String> meaningful(UpstreamReply reply) {
        var result = new HashMap<String, String>();
        for (Map.Entry<String, String> header : reply.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (PASSED.contains(name) || PASSED_PREFIXES.stream().anyMatch(name::startsWith)) {
                result.put(name, header.getValue());
            }
        }
        return result;
    }

    /** The resolved route (10 section 3.2); never the account. */
    static Map<String, String> route(Exchange exchange, Leg leg) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-OmniRoute-Provider", leg.endpoint().provider());
        headers.put("X-OmniRoute-Model", leg.model());
        headers.put("X-OmniRoute-Attempts", Integer.toString(exchange.attempts()));
        exchange.combo().ifPresent(combo -> headers.put("X-OmniRoute-Combo", combo));
        exchange.conversation().ifPresent(id -> headers.put("X-OmniRoute-Session-Id", id));
        return headers;
    }
}
