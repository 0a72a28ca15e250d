package io.omniroute.domain.secret;

/** A sealed value cannot be opened: the master key is missing or another one, or the value was moved. */
public class SecretLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SecretLostException(String message) {
        super(message);
    }
}
