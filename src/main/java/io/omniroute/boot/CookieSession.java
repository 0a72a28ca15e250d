package io.omniroute.boot;

import io.omniroute.admin.LoginAdmin;
import io.omniroute.api.SessionCheck;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/** Whether the session cookie of a request is one of ours and still counts. */
record CookieSession(LoginAdmin logins) implements SessionCheck {
    private static final String COOKIE = "auth_token";

    @Override
    public boolean hasSession(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null && Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(COOKIE))
                .anyMatch(cookie -> logins.session(cookie.getValue()).isPresent());
    }
}
