package io.omniroute.domain.log;

/**
 * Where finished requests are logged. Never blocks and never throws; under overload bodies are dropped first, then
 * entries, and both are counted.
 */
public interface CallSink {
    void add(CallEntry entry);
}
