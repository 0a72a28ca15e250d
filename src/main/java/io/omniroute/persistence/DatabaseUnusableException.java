package io.omniroute.persistence;

/** The database cannot be used as it is; the message is one sentence for an operator. Nothing was changed. */
public final class DatabaseUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnusableException(String message) {
        super(message);
    }

    DatabaseUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
