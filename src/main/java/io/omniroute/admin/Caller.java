package io.omniroute.admin;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change; goes into the audit log.
 *
 * @param actor {@code admin}, {@code key:<id>}, {@code local}, {@code anonymous} or {@code system}
 */
public record Caller(String actor, @Nullable String ipAddress, @Nullable String requestId) {
    public static final String ADMIN = "admin";
    public static final String LOCAL = "local";
    public static final String ANONYMOUS = "anonymous";
    public static final Caller SYSTEM = new Caller("system", null, null);
    /** The address that login attempts are counted by; empty when unknown. */
    public String address() {
        String address = ipAddress();
        return address == null ? "" : address;
    }
}
