package io.omniroute.upstream;

import io.omniroute.domain.failure.Failure;
import java.time.Duration;

/** What a probe found. */
public sealed interface ProbeResult {
    /** From the start of the probe to the last byte or the failure. */
    Duration latency();

    /**
     * The provider answered, with whatever status.
     *
     * @param body whole, without the credential should it be repeated; for 200 a list of models
     */
    record Answered(int status, byte[] body, Duration latency) implements ProbeResult {}

    /** No answer could be had. */
    record Failed(Failure failure, Duration latency) implements ProbeResult {}

    /** This endpoint has nothing that could be asked without cost. */
    record Unsupported() implements ProbeResult {
        @Override
        public Duration latency() {
            return Duration.ZERO;
        }
    }
}
