package io.omniroute.domain;

/** A store could not do what it was asked; the message names the store and the reason, never a value of a row. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
