package io.omniroute.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The last 1000 requests and their quantiles (40 §12). Any thread may add; adding takes no lock. */
public final class Telemetry {
    static final int CAPACITY = 1000;

    private final AtomicReferenceArray<Sample> ring = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong added = new AtomicLong();

    /**
     * Quantiles over a window.
     *
     * @param phases over the samples that reached the phase
     */
    public record Summary(Quantiles total, Quantiles ttft, Map<Phase, Quantiles> phases,
            Map<String, Quantiles> providers) {
        public Summary {
            phases = Map.copyOf(phases);
            providers = Map.copyOf(providers);
        }
    }

    /** Keeps a sample; the oldest of more than 1000 is forgotten. */
    public void add(Sample sample) {
        ring.set((int) Math.floorMod(added.getAndIncrement(), (long) CAPACITY), sample);
    }

    /** Quantiles of the requests that ended within {@code window} before {@code now}. */
    public Summary summary(Instant now, Duration window) {
        List<Sample> samples = since(now.minus(window));
        Map<Phase, Quantiles> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            phases.put(phase, Quantiles.of(reached(samples, phase)));
        }
        Map<String, Quantiles> providers = new TreeMap<>();
        samples.stream().filter(sample -> !sample.provider().isEmpty())
                .collect(Collectors.groupingBy(Sample::provider))
                .forEach((provider, own) -> providers.put(provider, total(own)));
        return new Summary(total(samples), Quantiles.of(ttft(samples)), phases, providers);
    }

    /** The requests that ended at or after a moment, newest first. */
    public List<Sample> since(Instant start) {
        return IntStream.range(0, CAPACITY).mapToObj(ring::get)
                .filter(sample -> sample != null && !sample.at().isBefore(start))
                .sorted(Comparator.comparing(Sample::at).reversed()).toList();
    }

    private static Quantiles total(List<Sample> samples) {
        return Quantiles.of(samples.stream().mapToLong(Sample::totalNanos));
    }

    private static LongStream reached(List<Sample> samples, Phase phase) {
        return samples.stream().mapToLong(sample -> sample.nanos(phase)).filter(nanos -> nanos > 0);
    }

    private static LongStream ttft(List<Sample> samples) {
        return samples.stream().flatMapToLong(sample -> sample.ttftNanos().stream());
    }
}
