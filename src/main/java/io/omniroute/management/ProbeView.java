package io.omniroute.management;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.omniroute.admin.ConnectionAdmin.Tested;
import io.omniroute.admin.Probe;

/** The result of a test of a connection. */
public record ProbeView(boolean valid, @Nullable String error, boolean refreshed, Diagnosis diagnosis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer statusCode, long latencyMs, Instant testedAt) {
    static ProbeView of(Tested tested) {
        Probe probe = tested.probe();
        return new ProbeView(probe.valid(), error(probe), false,
                Diagnosis.of(probe), probe.statusCode(),
                probe.latency().toMillis(), tested.testedAt());
    }

    static @Nullable String error(Probe probe) {
        String message = probe.message();
        return probe.valid() ? null : message == null ? probe.type() : message;
    }

    /** Why, in terms a program can act on. */
    public record Diagnosis(String type, String source, @Nullable String message, @Nullable String code) {
        static Diagnosis of(Probe probe) {
            return new Diagnosis(probe.type(), probe.source(), probe.message(), probe.code());
        }
    }

    /** The short result for a credential that is not kept. */
    public record Verdict(boolean valid, @Nullable String error) {
        static Verdict of(Probe probe) {
            return new Verdict(probe.valid(), ProbeView.error(probe));
        }
    }
}
