package io.omniroute.boot;

import io.omniroute.admin.Probe;
import io.omniroute.catalog.Validation;
import io.omniroute.domain.failure.Failure;
import io.omniroute.upstream.ProbeResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the finding of a probe means, in the management API's words (20 section 5). */
final class Diagnosis {
    private static final int READ = 4_096;
    private static final Pattern CREDENTIAL = Pattern.compile(
            "invalid.{0,12}api.?key|api.?key.{0,20}(not valid|invalid|expired|incorrect)|unauthori[sz]ed"
                    + "|authentication.?(error|failed)|invalid.{0,8}(token|credential)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LIMIT = Pattern.compile(
            "rate.?limit|too many requests|quota.{0,20}exceeded|exceeded.{0,20}quota|resource_exhausted",
            Pattern.CASE_INSENSITIVE);

    private Diagnosis() {}

    /** @param validation what a good answer looks like; empty = any 2xx */
    static Probe of(ProbeResult result, Optional<Validation> validation) {
        return switch (result) {
            case ProbeResult.Answered answered -> answered(answered, validation);
            case ProbeResult.Failed failed -> failed(failed);
            case ProbeResult.Unsupported none -> unsupported("This provider has no test");
        };
    }

    static Probe unsupported(String message) {
        return new Probe(false, Probe.UNSUPPORTED, "validation", message, null, null, Duration.ZERO);
    }

    private static Probe answered(ProbeResult.Answered answered, Optional<Validation> validation) {
        int status = answered.status();
        boolean good = validation.map(known -> known.proves(status)).orElse(status / 100 == 2);
        if (good) {
            return new Probe(true, "ok", "upstream", null, null, status, answered.latency());
        }
        boolean refused = validation.filter(known -> known.refused().contains(status)).isPresent();
        String type = refused ? "upstream_auth_error" : type(status, answered.body());
        String said = Complaint.of(answered.body()).map(text -> ": " + text).orElse("");
        return new Probe(false, type, "upstream", "The provider answered " + status + said, Integer.toString(status),
                status,
                answered.latency());
    }

    private static String type(int status, byte[] body) {
        return switch (status) {
            case 401, 403 -> "upstream_auth_error";
            case 429 -> "upstream_rate_limited";
            default -> status >= 500 ? "upstream_unavailable" : type(body);
        };
    }

    /** Some say with a 400 what others say with a 401 or a 429. */
    private static String type(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, READ), StandardCharsets.UTF_8);
        if (CREDENTIAL.matcher(text).find()) {
            return "upstream_auth_error";
        }
        return LIMIT.matcher(text).find() ? "upstream_rate_limited" : "upstream_error";
    }

    private static Probe failed(ProbeResult.Failed failed) {
        Failure failure = failed.failure();
        boolean refusedHere = failure instanceof Failure.Refused;
        return new Probe(false, refusedHere ? "runtime_error" : "network_error", refusedHere ? "local" : "upstream",
                failure.message(), null, null, failed.latency());
    }
}
