package io.omniroute.resilience;

import io.omniroute.domain.resilience.BreakerState;
import io.omniroute.domain.resilience.AccountState;
import io.omniroute.domain.resilience.CircuitState;
import io.omniroute.domain.resilience.KnownState;
import io.omniroute.domain.resilience.LockState;
import io.omniroute.domain.resilience.StateSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What changed of the state since it was last kept, and the way back from what was kept. */
public final class StateChanges implements StateSource {
    private static final int LONGEST_ERROR = 100;
    /** Rests that say nothing of a limit end with the restart: the next request finds out. */
    private static final Set<String> TRANSIENT = Set.of(Reasons.SERVER, Reasons.CAPACITY, Reasons.UNKNOWN);
    private final Upstreams upstreams;
    private final Set<String> accounts = ConcurrentHashMap.newKeySet();
    private final Set<Target> locks = ConcurrentHashMap.newKeySet();
    private final Set<String> circuits = ConcurrentHashMap.newKeySet();

    StateChanges(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    void account(String connectionId) {
        accounts.add(connectionId);
    }

    void lock(Target target) {
        locks.add(target);
    }

    void circuit(String provider) {
        circuits.add(provider);
    }

    @Override
    public KnownState changes() {
        return new KnownState(taken(accounts, this::accountState), taken(locks, this::lockState),
                taken(circuits, this::circuitState));
    }

    private static <K, V> List<V> taken(Set<K> changed, Function<K, V> state) {
        List<V> states = new ArrayList<>();
        for (K key : changed) {
            changed.remove(key);
            states.add(state.apply(key));
        }
        return states;
    }

    @Override
    public void again(KnownState lost) {
        lost.accounts().forEach(it -> accounts.add(it.connectionId()));
        lost.locks().forEach(it -> locks.add(new Target(it.provider(), it.connectionId(), it.model())));
        lost.circuits().forEach(it -> circuits.add(it.provider()));
    }

    /** What speaks against an account now; empty when nothing does. */
    public Optional<AccountState> trouble(String connectionId) {
        boolean any = upstreams.unusable(connectionId).isPresent()
                || upstreams.shown(connectionId).reason().isPresent();
        return any ? Optional.of(accountState(connectionId)) : Optional.empty();
    }

    private AccountState accountState(String id) {
        Cooldown.View view = upstreams.account(id).view();
        Optional<String> unusable = upstreams.unusable(id);
        Optional<Cooldown.Trouble> trouble = view.trouble();
        String status = unusable.isPresent()
                ? AccountState.EXPIRED
                : view.phase() == Cooldown.Phase.FREE ? AccountState.ACTIVE : AccountState.UNAVAILABLE;
        return new AccountState(id, status, until(view), view.level(),
                view.window().map(this::at).orElse(null),
                trouble.map(it -> Integer.toString(it.status())).orElse(null),
                unusable.or(() -> trouble.map(Cooldown.Trouble::error)).map(StateChanges::shortened).orElse(null),
                trouble.map(Cooldown.Trouble::at).orElse(null),
                trouble.map(Cooldown.Trouble::reason).orElse(null));
    }

    private @Nullable Instant until(Cooldown.View view) {
        return view.phase() == Cooldown.Phase.FREE ? null : at(view.left());
    }

    private Instant at(Duration left) {
        return upstreams.time.instant().plus(left);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    private LockState lockState(Target target) {
        Optional<Cooldown.View> view = upstreams.locks.of(target).map(Cooldown::view);
        Optional<Cooldown.Trouble> trouble = view.flatMap(Cooldown.View::trouble);
        return new LockState(target.provider(), target.connectionId(), target.model(),
                view.map(this::until).orElse(null), view.map(Cooldown.View::level).orElse(0),
                view.map(Cooldown.View::repeats).orElse(0), trouble.map(Cooldown.Trouble::status).orElse(0),
                trouble.map(Cooldown.Trouble::reason).orElse(Reasons.UNKNOWN),
                trouble.map(Cooldown.Trouble::error).map(StateChanges::shortened).orElse(""),
                trouble.map(Cooldown.Trouble::at).orElse(Instant.EPOCH));
    }

    private CircuitState circuitState(String provider) {
        Breaker.View view = upstreams.circuits.of(provider).view();
        return new CircuitState(provider, view.state().name(), view.failures(), view.lastFailure().orElse(null));
    }

    /**
     * Goes on where a former run stopped: rests that end at a limit keep their end, but none is longer than the longest
     * cooldown whatever the clock says now; other rests are over and one request finds out; breakers stay as they were.
     */
    public void restore(KnownState known) {
        known.accounts().forEach(this::restore);
        known.locks().forEach(this::restore);
        known.circuits().forEach(this::restore);
    }

    private void restore(AccountState known) {
        String error = known.lastError();
        if (known.testStatus().equals(AccountState.EXPIRED)) {
            upstreams.unusable(known.connectionId(), error == null ? "the sign-in has expired" : error);
        }
        if (known.coolingUntil() == null && known.backoffLevel() == 0) {
            return;
        }
        String type = known.lastErrorType();
        Instant at = known.lastErrorAt();
        String reason = type == null ? Reasons.UNKNOWN : type;
        var trouble = new Cooldown.Trouble(status(known.errorCode()), reason, error == null ? "" : error,
                at == null ? upstreams.time.instant() : at);
        upstreams.account(known.connectionId()).restore(view(known.coolingUntil(), reason, known.quotaWindowUntil(),
                known.backoffLevel(), 0, trouble));
    }

    private void restore(LockState known) {
        if (known.until() != null) {
            var trouble = new Cooldown.Trouble(known.status(), known.reason(), known.error(), known.since());
            upstreams.locks.making(new Target(known.provider(), known.connectionId(), known.model()))
                    .ifPresent(lock -> lock.restore(view(known.until(), known.reason(), null, known.backoffLevel(),
                            known.repeats(), trouble)));
        }
    }

    private Cooldown.View view(@Nullable Instant until, String reason, @Nullable Instant window, int level,
            int repeats, Cooldown.Trouble trouble) {
        Duration left = TRANSIENT.contains(reason) ? Duration.ZERO : upstreams.bounded(left(until));
        return new Cooldown.View(until == null ? Cooldown.Phase.FREE : Cooldown.Phase.RESTING, left,
                Optional.of(left(window)).filter(Duration::isPositive), level, repeats, Optional.of(trouble));
    }

    private Duration left(@Nullable Instant until) {
        Duration left = until == null ? Duration.ZERO : Duration.between(upstreams.time.instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static int status(@Nullable String code) {
        return code != null && code.matches("[1-5]\\d\\d") ? Integer.parseInt(code) : 503;
    }

    private void restore(CircuitState known) {
        Duration reset = upstreams.terms.profile(known.provider()).breakerReset();
        Instant failed = known.lastFailureAt();
        Duration left = failed == null ? Duration.ZERO : left(failed.plus(reset));
        BreakerState state = known.state().equals("CLOSED") ? BreakerState.CLOSED : BreakerState.OPEN;
        upstreams.circuits.of(known.provider()).restore(new Breaker.View(state, known.failures(),
                Optional.ofNullable(failed), left.compareTo(reset) > 0 ? reset : left, false));
    }
}
