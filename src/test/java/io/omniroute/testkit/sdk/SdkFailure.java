package io.omniroute.testkit.sdk;

/** An error as an SDK throws it. */
public final class SdkFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final String retryAfter;

    SdkFailure(int status, RuntimeException cause, String retryAfter) {
        super(String.valueOf(cause.getMessage()), cause);
        this.status = status;
        this.type = cause.getClass().getSimpleName();
        this.retryAfter = retryAfter;
    }

    /** The HTTP status the SDK names; 0 = the connection failed. */
    public int status() {
        return status;
    }

    /** The simple name of the exception class. */
    public String type() {
        return type;
    }

    /** The header {@code retry-after}; empty = none, or the SDK hides it. */
    public String retryAfter() {
        return retryAfter;
    }
}
