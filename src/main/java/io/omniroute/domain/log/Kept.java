package io.omniroute.domain.log;

/** What is kept for a while only (40 section 12, Retention). */
public enum Kept {
    USAGE, CALLS, CALL_FILES, AUDIT, COSTS, DAILY_SUMS
}
