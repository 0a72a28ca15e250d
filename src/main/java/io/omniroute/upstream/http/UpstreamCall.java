package io.omniroute.upstream.http;

import java.net.URI;
import java.util.Map;

/**
 * One call to send. Prints no header and no query, because both may hold a credential.
 *
 * @param uri absolute, http or https, without a fragment
 * @param headers names are case-insensitive; never {@code Host}, {@code Content-Length} or {@code Transfer-Encoding},
 *     which the transport writes itself
 * @param body not copied, not to be changed afterwards; empty = no body for GET, an empty one for POST
 */
public record UpstreamCall(String method, URI uri, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
        return "UpstreamCall[" + method + " " + uri.getHost() + uri.getRawPath() + ", " + body.length + " bytes]";
    }
}
