package io.omniroute.boot.config;

/** A setting that cannot be used. The message is one sentence for the person who starts the gateway, without secrets. */
public class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String sentence) {
        super(sentence);
    }

    public ConfigurationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
