package io.omniroute.admin;

import java.time.Instant;
import java.util.Optional;

/** Issues and verifies session tokens; {@code boot} puts {@code security} behind it. */
public interface SessionDesk {
    Session issue(Instant issuedAt);

    /** @return empty when the token is not ours, has expired or was issued before {@code validFrom} */
    Optional<Session> verify(String token, Instant now, Instant validFrom);
}
