package io.omniroute.domain.usage;

/** A booked request with its row id. */
public record UsageRecord(long id, UsageEntry entry) {}
