package io.omniroute.upstream.http;

import java.net.UnknownHostException;

/**
 * The outbound guard refused an address at the moment of connecting. It is the cause of the transport's exception, so
 * that a refusal can be told from a provider that is down.
 */
public final class AddressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String rule) {
        super(rule);
    }
}
