package io.omniroute.domain.usage;

/** Where finished requests are booked. Never blocks and never throws: a writer behind it does the rest. */
public interface UsageSink {
    void add(UsageEntry entry);

    /** A finished request that costs nothing and counts nowhere: only its line in {@code log.txt}. */
    void note(UsageEntry entry);

    /** A request went out to an upstream: the {@code PENDING} line of {@code log.txt}. */
    void pending(String model, String provider, String account);
}
