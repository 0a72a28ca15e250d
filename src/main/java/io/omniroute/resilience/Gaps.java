package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Models that no account of their provider could serve (40 section 5): for a minute nobody counts on them. */
final class Gaps {
    private static final Duration SPAN = Duration.ofSeconds(60);
    private static final int MOST = 10_000;
    private final Timepiece time;
    private final Map<Key, Gap> gaps = new ConcurrentHashMap<>();

    Gaps(Timepiece time) {
        this.time = time;
    }

    private record Key(String provider, String model) {}

    private record Gap(long end, Instant since, int status) {}

    void open(String provider, String model, int status) {
        if (gaps.size() >= MOST) {
            sweep();
        }
        if (gaps.size() < MOST) {
            gaps.put(new Key(provider, model), new Gap(time.now() + SPAN.toNanos(), time.instant(), status));
        }
    }

    boolean close(String provider, String model) {
        return !gaps.isEmpty() && gaps.remove(new Key(provider, model)) != null;
    }

    Optional<Duration> left(String provider, String model) {
        return Optional.ofNullable(gaps.get(new Key(provider, model))).map(gap -> time.until(gap.end()))
                .filter(Duration::isPositive);
    }

    int clear(Optional<String> provider) {
        int before = all().size();
        gaps.keySet().removeIf(key -> provider.isEmpty() || provider.get().equals(key.provider()));
        return before - all().size();
    }

    List<Shown.Gap> all() {
        return gaps.entrySet().stream().filter(entry -> time.now() - entry.getValue().end() < 0)
                .map(entry -> new Shown.Gap(entry.getKey().provider(), entry.getKey().model(),
                        entry.getValue().status() == 429 ? Reasons.RATE_LIMIT : Reasons.CAPACITY,
                        time.until(entry.getValue().end()), entry.getValue().since()))
                .toList();
    }

    void sweep() {
        gaps.values().removeIf(gap -> time.now() - gap.end() >= 0);
    }
}
