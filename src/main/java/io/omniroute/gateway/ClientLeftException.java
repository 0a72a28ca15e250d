package io.omniroute.gateway;

import java.io.IOException;

/** A write to the client failed; tells it apart from a failing read of the upstream. */
final class ClientLeftException extends IOException {
    private static final long serialVersionUID = 1L;

    ClientLeftException(IOException cause) {
        super(cause);
    }
}
