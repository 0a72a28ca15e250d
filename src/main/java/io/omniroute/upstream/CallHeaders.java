package io.omniroute.upstream;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of one call: the endpoint's own, then the client's, then ours; a later one replaces an earlier one.
 * Prints only names.
 */
final class CallHeaders {
    /** Version that a call carries when the client names none; Anthropic API reference, "Versions", read 2026-11. */
    static final String DEFAULT_ANTHROPIC_VERSION = "2023-06-01";

    /** The client's credentials for us, and what belongs to its connection: never forwarded. */
    private static final Set<String> NOT_FORWARDED = Set.of("authorization", "proxy-authorization", "x-api-key",
            "api-key", "x-goog-api-key", "cookie", "host", "content-length", "transfer-encoding", "connection",
            "keep-alive", "te", "trailer", "upgrade", "expect", "accept", "accept-encoding", "content-type");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    CallHeaders(Endpoint endpoint) {
        values.putAll(endpoint.headers());
        if (endpoint.format() == Format.CLAUDE) {
            values.putIfAbsent("anthropic-version", DEFAULT_ANTHROPIC_VERSION);
        }
    }

    CallHeaders(Map<String, String> fixed) {
        values.putAll(fixed);
    }

    /** @throws GatewayException with {@code Refused} when a header cannot be sent as it is */
    CallHeaders forward(Map<String, String> client) {
        client.forEach((name, value) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                if (!name(name) || !value(value)) {
                    throw new GatewayException(
                            Failure.Refused.badRequest("a forwarded header holds a character that is not allowed"));
                }
                values.put(name, value);
            }
        });
        return this;
    }

    CallHeaders expect(String mediaType) {
        values.put("Accept", mediaType);
        return this;
    }

    CallHeaders json() {
        values.put("Content-Type", "application/json");
        return this;
    }

    /**
     * @param clearKey empty = none is sent
     * @throws GatewayException with {@code Unreachable}, because another account may do, when it cannot be sent
     */
    CallHeaders credential(Endpoint.Auth auth, String clearKey) {
        if (auth.header().isEmpty() || clearKey.isEmpty()) {
            return this;
        }
        if (!value(clearKey)) {
            throw new GatewayException(
                    new Failure.Unreachable("the credential of this account holds a character that is not allowed"));
        }
        values.put(auth.header(), auth.valuePrefix() + clearKey);
        return this;
    }

    Map<String, String> values() {
        return values;
    }

    @Override
    public String toString() {
        return "CallHeaders" + values.keySet();
    }

    /** RFC 9110 section 5.6.2, token. */
    private static boolean name(String text) {
        return !text.isEmpty() && text.chars().allMatch(
                c -> c < 0x80 && Character.isLetterOrDigit(c) || c != -1 && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /** RFC 9110 section 5.5: visible characters, space, tab and Latin-1; nothing that could begin another header. */
    private static boolean value(String text) {
        return text.chars().allMatch(c -> c == '\t' || c >= 0x20 && c <= 0xff && c != 0x7f);
    }
}
