package io.omniroute.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Time that a test moves: monotonic time and the clock, together or the clock alone. */
final class SetTime extends Clock {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    private final AtomicLong offset = new AtomicLong();
    private final long start = nanos.get();
    final Timepiece piece = new Timepiece(this, nanos::get);

    void forward(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Somebody sets the clock. */
    void jump(Duration by) {
        offset.addAndGet(by.toMillis());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get() - start).plusMillis(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
