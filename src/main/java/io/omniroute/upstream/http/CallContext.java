package io.omniroute.upstream.http;

import org.apache.hc.client5.http.protocol.HttpClientContext;

/**
 * What is noted about one try of a call while the HTTP client works on it. The client copies the request, so the
 * request itself cannot carry it.
 */
final class CallContext extends HttpClientContext {
    private boolean deadConnection;

    /** The connection had been used before and turned out to have died while idle. */
    void connectionWasDead() {
        deadConnection = true;
    }

    boolean foundDeadConnection() {
        return deadConnection;
    }
}
