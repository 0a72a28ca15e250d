package io.omniroute.resilience;

import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.RateLimit;

/** What an operator set for providers and accounts, as it is in force now. */
public interface Terms {
    Profile profile(String provider);

    /** What the operator allows the account; {@link RateLimit#NONE} when nothing is set. */
    RateLimit limit(String connectionId);
}
