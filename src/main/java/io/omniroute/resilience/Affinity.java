package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which account a conversation was served by: kept 30 minutes after its last use (40 section 12). */
public final class Affinity {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final Duration SWEEP = Duration.ofSeconds(60);
    private static final int MOST = 100_000;
    private final Timepiece time;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;

    public Affinity(Timepiece time) {
        this.time = time;
        this.nextSweep = new AtomicLong(time.now() + SWEEP.toNanos());
    }

    /**
     * A conversation.
     *
     * @param bound accounts by provider
     * @param touched monotonic
     */
    private record Session(Instant createdAt, Instant lastActive, long touched, long requests,
            Map<String, String> bound, @Nullable String latest) {
        Session touchedAt(Instant at, long moment) {
            return new Session(createdAt, at, moment, requests + 1, bound, latest);
        }

        Session bind(String provider, @Nullable String connectionId) {
            var changed = new java.util.HashMap<>(bound);
            if (connectionId == null) {
                changed.remove(provider);
            } else {
                changed.put(provider, connectionId);
            }
            return new Session(createdAt, lastActive, touched, requests, Map.copyOf(changed), connectionId);
        }
    }

    /** Counts a request of a conversation. */
    public void touch(String session) {
        sweepNowAndThen();
        if (sessions.size() >= MOST && !sessions.containsKey(session)) {
            return;
        }
        Instant at = time.instant();
        long now = time.now();
        sessions.compute(session, (id, old) -> old == null || over(old)
                ? new Session(at, at, now, 1, Map.of(), null)
                : old.touchedAt(at, now));
    }

    /** The account at this provider that served the conversation last. */
    public Optional<String> account(String session, String provider) {
        Session known = sessions.get(session);
        return known == null || over(known) ? Optional.empty() : Optional.ofNullable(known.bound().get(provider));
    }

    /** Binds a conversation that was touched to the account that served it. */
    public void bind(String session, String provider, String connectionId) {
        sessions.computeIfPresent(session, (id, old) -> connectionId.equals(old.bound().get(provider))
                && connectionId.equals(old.latest()) ? old : old.bind(provider, connectionId));
    }

    /** Lets go of an account that cannot serve the conversation any more. */
    public void release(String session, String provider) {
        sessions.computeIfPresent(session,
                (id, old) -> old.bound().containsKey(provider) ? old.bind(provider, null) : old);
    }

    /** The living ones, the latest used first. */
    public List<Shown.Conversation> all() {
        long now = time.now();
        return sessions.entrySet().stream().filter(entry -> !over(entry.getValue()))
                .sorted(Comparator.comparingLong((Map.Entry<String, Session> it) -> now - it.getValue().touched()))
                .map(entry -> shown(entry.getKey(), entry.getValue())).toList();
    }

    private Shown.Conversation shown(String id, Session session) {
        Duration age = Duration.between(session.createdAt(), session.lastActive())
                .plusNanos(time.now() - session.touched());
        return new Shown.Conversation(id, session.createdAt(), session.lastActive(), session.requests(),
                Optional.ofNullable(session.latest()), age.isNegative() ? Duration.ZERO : age);
    }

    private boolean over(Session session) {
        return time.now() - session.touched() >= KEPT.toNanos();
    }

    private void sweepNowAndThen() {
        long due = nextSweep.get();
        if (time.now() - due >= 0 && nextSweep.compareAndSet(due, time.now() + SWEEP.toNanos())) {
            sessions.values().removeIf(this::over);
        }
    }
}
