package io.omniroute.management;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.Probe;
import io.omniroute.admin.ProviderTrials.Batch;
import io.omniroute.admin.ProviderTrials.Trial;

/** The results of a test of many connections. */
public record BatchView(String mode, @Nullable String providerId, List<Result> results, Instant testedAt,
        Summary summary) {
    static BatchView of(Batch batch) {
        int total = batch.trials().size();
        return new BatchView(batch.mode(), batch.providerId(), batch.trials().stream().map(Result::of).toList(),
                batch.testedAt(), new Summary(total, batch.passed(), total - batch.passed()));
    }

    /** How many. */
    public record Summary(int total, long passed, long failed) {}

    /** One connection. */
    public record Result(String provider, String connectionId, String connectionName, String authType, boolean valid,
            long latencyMs, @Nullable String error, ProbeView.Diagnosis diagnosis, @Nullable Integer statusCode,
            Instant testedAt) {
        static Result of(Trial trial) {
            var connection = trial.connection();
            Probe probe = trial.tested().probe();
            return new Result(connection.provider(), connection.id(), connection.name(), connection.authType().id(),
                    probe.valid(), probe.latency().toMillis(), ProbeView.error(probe), ProbeView.Diagnosis.of(probe),
                    probe.statusCode(), trial.tested().testedAt());
        }
    }
}
