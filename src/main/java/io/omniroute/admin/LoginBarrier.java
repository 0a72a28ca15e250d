package io.omniroute.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts failed logins per address and locks; {@code boot} puts {@code security} behind it. */
public interface LoginBarrier {
    /** How long the address is still locked; empty = it may try. */
    Optional<Duration> lockedFor(String address, Instant now);

    /** @return whether this failure locked the address */
    boolean failed(String address, Instant now);

    void succeeded(String address);
}
