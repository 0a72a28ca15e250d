package io.omniroute.api;

import jakarta.servlet.http.HttpServletRequest;

/** Whether a request carries a valid session of the console; {@code boot} connects it to the login. */
public interface SessionCheck {
    boolean hasSession(HttpServletRequest request);
}
