package io.omniroute.persistence;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7 (RFC 9562, section 5.7): the order of their texts is that of their times. */
final class TimeIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final RandomGenerator random;

    TimeIds(RandomGenerator random) {
        this.random = random;
    }

    String next(Instant time) {
        long high = time.toEpochMilli() << 16 | VERSION | random.nextLong() & 0xfff;
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
