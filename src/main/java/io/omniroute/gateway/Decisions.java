package io.omniroute.gateway;

import io.omniroute.domain.log.CallStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decision trace of one request: which legs were tried or passed over, in order, and why. Kept with the log; what a
 * client hears of it names neither account nor key. Used by the request's own thread.
 */
final class Decisions {
    /** On a failure that several legs contributed to (90 P14). */
    static final String HEADER = "X-OmniRoute-Trace";
    private static final int MOST_TOLD = 20;

    private final List<CallStep> steps = new ArrayList<>(2);
    private @Nullable Instant nextTry;

    /** A leg and how it went; {@code order} is given here. */
    void add(String provider, String model, @Nullable String account, Result result) {
        steps.add(new CallStep(steps.size() + 1, provider, model, account, result.outcome(), result.status(),
                result.reason(), result.took().toMillis(), result.nextTry()));
        Instant again = result.nextTry();
        if (again != null && (nextTry == null || again.isBefore(nextTry))) {
            nextTry = again;
        }
    }

    /** How one step ended; the words are those of {@link CallStep}. */
    record Result(String outcome, @Nullable Integer status, @Nullable String reason, Duration took,
            @Nullable Instant nextTry) {
        static Result skipped(String reason, @Nullable Instant nextTry) {
            return new Result(CallStep.SKIPPED, null, reason, Duration.ZERO, nextTry);
        }
    }

    List<CallStep> steps() {
        return List.copyOf(steps);
    }

    /** Until the first of the legs may be asked again; empty when nobody knows. */
    Optional<Duration> nextTry(Instant now) {
        return Optional.ofNullable(nextTry).map(at -> Duration.between(now, at)).filter(it -> !it.isNegative());
    }

    /** The steps as a JSON list, for a header; empty without any. */
    Optional<String> header() {
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(steps.stream().limit(MOST_TOLD).map(Decisions::told)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String told(CallStep step) {
        var text = new StringBuilder("{\"leg\":").append(quoted(step.provider() + "/" + step.model()))
                .append(",\"outcome\":").append(quoted(step.outcome()));
        if (step.status() != null) {
            text.append(",\"status\":").append(step.status());
        }
        if (step.reason() != null) {
            text.append(",\"reason\":").append(quoted(step.reason()));
        }
        if (step.nextTry() != null) {
            text.append(",\"nextTry\":").append(quoted(String.valueOf(step.nextTry())));
        }
        return text.append('}').toString();
    }

    /** Model names are the client's text: what cannot stand in a header or a JSON text becomes a question mark. */
    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> quoted.append(c >= ' ' && c < 0x7f && c != '"' && c != '\\' ? (char) c : '?'));
        return quoted.append('"').toString();
    }
}
