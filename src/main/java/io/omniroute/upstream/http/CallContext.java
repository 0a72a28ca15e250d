package io.omniroute.upstream.http;

import java.io.InputStream;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is noted about one try of a call while the HTTP client works on it. The client copies the request, so the
 * request itself cannot carry it.
 */
final class CallContext extends HttpClientContext {
    private boolean deadConnection;
    private @Nullable SessionInputBuffer arrived;

    /** The connection had been used before and turned out to have died while idle. */
    void connectionWasDead() {
        deadConnection = true;
    }

    boolean foundDeadConnection() {
        return deadConnection;
    }

    /** The bytes of the answer's body arrive in this buffer. */
    void answered(@Nullable SessionInputBuffer buffer) {
        arrived = buffer;
    }

    /** The body, so that one read hands out what arrived in one. */
    InputStream gathered(InputStream body) {
        SessionInputBuffer buffer = arrived;
        return buffer == null ? body : new GatheredStream(body, buffer);
    }
}
