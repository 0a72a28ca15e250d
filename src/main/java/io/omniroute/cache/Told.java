package io.omniroute.cache;

import java.util.Map;

/** A complete HTTP answer that a client was told and another one may be told again. */
public record Told(int status, String contentType, Map<String, String> headers, byte[] body) {
    public Told {
        headers = Map.copyOf(headers);
    }
}
