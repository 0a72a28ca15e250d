package io.omniroute.management;

import java.security.Principal;
import java.util.Optional;

import io.omniroute.admin.Caller;
import io.omniroute.admin.Session;
import jakarta.ws.rs.core.SecurityContext;

/**
 * Who is calling, as the guard found.
 *
 * @param authenticated has a session or a managing key, or needs none
 */
record Visitor(Caller caller, boolean authenticated, Optional<Session> session) implements Principal {
    @Override
    public String getName() {
        return caller.actor();
    }

    /** @throws IllegalStateException when no guard stood before the resource */
    static Visitor of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Visitor visitor) {
            return visitor;
        }
        throw new IllegalStateException("the guard did not run");
    }

    static Caller caller(SecurityContext security) {
        return of(security).caller();
    }

    /** The same as the runtime hands it to resources. */
    SecurityContext context(boolean secure) {
        return new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return Visitor.this;
            }

            @Override
            public boolean isUserInRole(String role) {
                return false;
            }

            @Override
            public boolean isSecure() {
                return secure;
            }

            @Override
            public String getAuthenticationScheme() {
                return "omniroute";
            }
        };
    }
}
