package io.omniroute.management;

import java.time.Duration;

/** The text of the {@code Set-Cookie} header: written by hand, because the servers print their own class differently. */
final class SessionCookie {
    static final String NAME = "auth_token";

    private SessionCookie() {}

    static String set(String token, Duration life, boolean secure) {
        return text(token, life, secure);
    }

    static String clear(boolean secure) {
        return text("", Duration.ZERO, secure);
    }

    private static String text(String token, Duration life, boolean secure) {
        return NAME + "=" + token + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
