package io.omniroute.admin;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a test of a credential found; the types and sources are those of the management API.
 *
 * @param type for example {@code ok}, {@code upstream_auth_error}, {@code network_error}, {@code unsupported}
 * @param source {@code local}, {@code oauth}, {@code upstream} or {@code validation}
 * @param message for people; never a credential
 */
public record Probe(boolean valid, String type, String source, @Nullable String message, @Nullable String code,
        @Nullable Integer statusCode, Duration latency) {
    public static final String UNSUPPORTED = "unsupported";
    /** Nothing was asked of anybody. */
    static Probe local(String type, String message, String code) {
        return new Probe(false, type, "local", message, code, null, Duration.ZERO);
    }

    /** The same with every occurrence of the credential hidden, whatever an upstream echoed. */
    Probe without(String credential) {
        String text = message();
        if (text == null || credential.isBlank()) {
            return this;
        }
        return new Probe(valid, type, source, text.replace(credential, "••••"), code(), statusCode(), latency);
    }
}
