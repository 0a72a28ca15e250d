package io.omniroute.domain.budget;

/** Where costs of attempts are booked. Never blocks and never throws: a writer behind it does the rest. */
public interface CostSink {
    void add(CostEntry entry);
}
