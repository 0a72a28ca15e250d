package io.omniroute.persistence;

import org.jspecify.annotations.Nullable;

/** The database cannot be used as it is; the message is one sentence for an operator. Nothing was changed. */
public final class DatabaseUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnusableException(String message) {
        super(message);
    }

    DatabaseUnusableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
