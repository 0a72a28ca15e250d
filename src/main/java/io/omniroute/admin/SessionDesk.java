package io.omniroute.admin;

import java.time.Instant;
import java.util.Optional;

/** Issues and verifies session tokens; {@code boot} puts {@code security} behind it. */
public interface SessionDesk {
    /** @param validFrom of the last logout or password change; the session begins after it whatever the clock says */
    Session issue(Instant now, Instant validFrom);

    /** The same session with its full life again; it ends with the logouts that end the original. */
    Session renew(Session session, Instant now);

    /** @return empty when the token is not ours, has expired or its session did not begin after {@code validFrom} */
    Optional<Session> verify(String token, Instant now, Instant validFrom);
}
