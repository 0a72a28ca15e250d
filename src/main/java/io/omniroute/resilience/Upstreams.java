package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import io.omniroute.domain.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How every account, model and provider fares, and who may call now (40 sections 4 to 7). For all threads; nothing here
 * waits but {@link Journey#admit} with patience.
 */
public final class Upstreams {
    private static final Set<String> PER_MODEL_QUOTA = Set.of("gemini", "gemini-cli", "antigravity");
    final Timepiece time;
    final Terms terms;
    final Circuits circuits;
    final ModelLocks locks;
    final StateChanges changes;
    private final Duration longest;
    private final Gaps gaps;
    private final Map<String, Cooldown> accounts = new ConcurrentHashMap<>();
    private final Map<String, Limiter> limiters = new ConcurrentHashMap<>();
    private final Map<String, String> unusable = new ConcurrentHashMap<>();

    /**
     * @param longest no cooldown is longer
     * @param turns told of each change of a breaker's state; must not block
     */
    public Upstreams(Timepiece time, Terms terms, Duration longest, Consumer<CircuitTurn> turns) {
        this.time = time;
        this.terms = terms;
        this.longest = longest;
        this.changes = new StateChanges(this);
        this.circuits = new Circuits(time, turn -> {
            changes.circuit(turn.provider());
            turns.accept(turn);
        });
        this.locks = new ModelLocks(time);
        this.gaps = new Gaps(time);
    }

    /** Begins what one client request does upstream; to be closed at its end. */
    public Journey journey() {
        return new Journey(this);
    }

    /** Whether a target can be asked now; takes nothing. */
    public Standing standing(Target target) {
        Standing provider = provider(target.provider());
        if (!provider.ready()) {
            return provider;
        }
        Standing resting = resting(target);
        return resting.ready() ? throttled(target.connectionId()) : resting;
    }

    /** Whether the provider's circuit lets anybody through. */
    public Standing provider(String provider) {
        return circuits.view(provider).filter(view -> !view.lets())
                .<Standing>map(view -> new Standing.Open(view.left())).orElse(Standing.Ready.NOW);
    }

    /** Of the account and the model on it, whatever the breaker and the limiter say. */
    Standing resting(Target target) {
        String reason = unusable.get(target.connectionId());
        if (reason != null) {
            return new Standing.Unusable(reason);
        }
        Cooldown account = accounts.get(target.connectionId());
        Standing standing = account == null ? Standing.Ready.NOW : Standings.ofAccount(account.view());
        return standing.ready()
                ? locks.of(target).map(lock -> Standings.ofModel(lock.view())).orElse(Standing.Ready.NOW)
                : standing;
    }

    private Standing throttled(String connectionId) {
        Limiter limiter = limiter(connectionId);
        if (limiter == null) {
            return Standing.Ready.NOW;
        }
        Cooldown account = accounts.get(connectionId);
        if (account != null && account.view().phase() == Cooldown.Phase.DUE) {
            limiter.endUnnamedPause();
        }
        Duration wait = limiter.wait(terms.limit(connectionId));
        return wait.isPositive() ? new Standing.Throttled(wait) : Standing.Ready.NOW;
    }

    private @Nullable Limiter limiter(String connectionId) {
        Limiter known = limiters.get(connectionId);
        return known == null && terms.limit(connectionId).limits() ? limiting(connectionId) : known;
    }

    Limiter limiting(String connectionId) {
        return limiters.computeIfAbsent(connectionId, id -> new Limiter(time));
    }

    Cooldown account(String connectionId) {
        return accounts.computeIfAbsent(connectionId, id -> new Cooldown(time));
    }

    Duration bounded(Duration rest) {
        return rest.compareTo(longest) > 0 ? longest : rest;
    }

    /** What a failure of this target means, seen from how it fares now. */
    public Verdict judge(Target target, Failure failure) {
        int accountLevel = account(target.connectionId()).view().level();
        int pairLevel = locks.of(target).map(lock -> lock.view().level()).orElse(0);
        return Classifier.classify(failure, new Trial(target, terms.profile(target.provider()), accountLevel, pairLevel,
                PER_MODEL_QUOTA.contains(target.provider()), longest), time.instant());
    }

    /** Nobody at this provider could serve the model: {@code status} 429 or 503 (40 section 5). */
    public void modelUnavailable(String provider, String model, int status) {
        gaps.open(provider, model, status);
    }

    void served(Target target) {
        gaps.close(target.provider(), target.model());
    }

    /**
     * For how long a provider is not expected to serve a model. Who has somewhere else to go passes it by; the accounts'
     * own standings say when it is worth asking again.
     */
    public Optional<Duration> unavailable(String provider, String model) {
        return gaps.left(provider, model);
    }

    /** From 0 to 100 (40 section 2). */
    public int healthScore(String connectionId) {
        Cooldown account = accounts.get(connectionId);
        if (account == null) {
            return 100;
        }
        Cooldown.View view = account.view();
        return Math.max(0, 100 - 10 * view.level() - (view.trouble().isPresent() ? 20 : 0)
                - (view.blocked() ? 30 : 0));
    }

    /** The account cannot be used until somebody signs in again or stores another key. */
    public void unusable(String connectionId, String reason) {
        unusable.put(connectionId, reason);
        changes.account(connectionId);
    }

    Optional<String> unusable(String connectionId) {
        return Optional.ofNullable(unusable.get(connectionId));
    }

    /** Forgets all that speaks against one account: it was tested, edited, or is to be tried now. */
    public Shown.Reset renew(String connectionId) {
        boolean was = unusable.remove(connectionId) != null;
        Cooldown account = accounts.get(connectionId);
        boolean rested = account != null && account.reset();
        Optional.ofNullable(limiters.get(connectionId)).ifPresent(Limiter::forget);
        changes.account(connectionId);
        return new Shown.Reset(0, rested || was ? 1 : 0, lift(target -> target.connectionId().equals(connectionId)));
    }

    /** Closes the provider's breaker and nothing else. @return whether it had anything to forget */
    public boolean close(String provider) {
        boolean closed = circuits.view(provider).isPresent() && circuits.of(provider).reset();
        changes.circuit(provider);
        return closed;
    }

    /** Closes the provider's breaker and renews its accounts. */
    public Shown.Reset reset(String provider, List<String> connectionIds) {
        int breakers = close(provider) ? 1 : 0;
        int cooldowns = 0;
        int lockouts = lift(target -> target.provider().equals(provider)) + gaps.clear(Optional.of(provider));
        for (String id : connectionIds) {
            Shown.Reset one = renew(id);
            cooldowns += one.cooldowns();
            lockouts += one.lockouts();
        }
        return new Shown.Reset(breakers, cooldowns, lockouts);
    }

    /** Frees models: everywhere, or one of one provider. @return how many entries vanished */
    public int clearModels(Predicate<Target> which) {
        return lift(which) + (int) gaps.all().stream()
                .filter(gap -> which.test(new Target(gap.provider(), "", gap.model())))
                .filter(gap -> gaps.close(gap.provider(), gap.model())).count();
    }

    private int lift(Predicate<Target> which) {
        return locks.lift(target -> {
            boolean lifted = which.test(target);
            if (lifted) {
                changes.lock(target);
            }
            return lifted;
        });
    }

    public List<Shown.Circuit> breakers() {
        return circuits.all();
    }

    public List<Shown.Lockout> lockouts() {
        return locks.all();
    }

    public List<Shown.Gap> gaps() {
        return gaps.all();
    }

    public Shown.Account shown(String connectionId) {
        Cooldown account = accounts.get(connectionId);
        return account == null
                ? new Shown.Account(Duration.ZERO, Optional.empty(), 0, false, Optional.empty())
                : Standings.shown(account.view());
    }

    /** Models that are locked or remembered to have been. */
    public int trackedModels() {
        return locks.size() + gaps.all().size();
    }

    /** The limiter of an account; empty when it never had one. */
    public Optional<Shown.Flow> flow(String connectionId) {
        return Optional.ofNullable(limiter(connectionId)).map(it -> it.view(terms.limit(connectionId)));
    }

    /** The account is no more. */
    void forget(String connectionId) {
        renew(connectionId);
        accounts.remove(connectionId);
        limiters.remove(connectionId);
    }

    /** The state, for whoever keeps it over a restart. */
    public StateChanges state() {
        return changes;
    }
}
