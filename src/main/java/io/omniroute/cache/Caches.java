package io.omniroute.cache;

import io.omniroute.domain.cache.AnswerSink;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * All that the gateway remembers of answers.
 *
 * @param life how long a kept answer counts unless an operator set it
 * @param answers the response cache
 * @param flights requests that share one call
 * @param repeats the idempotency window
 */
public record Caches(Eligibility eligibility, Duration life, ResponseCache answers,
        SingleFlight<Signature, SharedAnswer> flights, Idempotency repeats) {
    private static final int MOST_RESULTS = 2_000;
    private static final long MOST_RESULT_BYTES = 32L << 20;
    /** @param nanos monotonic time */
    public static Caches of(Eligibility eligibility, Duration life, ResponseCache answers, LongSupplier nanos) {
        var limits = new SingleFlight.Limits(eligibility.dedupWindow(), MOST_RESULTS, MOST_RESULT_BYTES);
        return new Caches(eligibility, life, answers, new SingleFlight<>(limits, Caches::size, nanos),
                new Idempotency(Idempotency.Room.DEFAULT, nanos));
    }

    /** Nothing is kept over a restart, nothing is shared: for tests and previews of single requests. */
    public static Caches off() {
        var eligibility = new Eligibility(false, Duration.ZERO, false);
        var text = new ResponseCache.Text(String::valueOf, nothing -> java.util.Optional.empty());
        return of(eligibility, Duration.ZERO, new ResponseCache(ResponseCache.Limits.of(0), AnswerSink.NOWHERE, text),
                System::nanoTime);
    }

    private static long size(SharedAnswer result) {
        return result.told().body().length;
    }
}
