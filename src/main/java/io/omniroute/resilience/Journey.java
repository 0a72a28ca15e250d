package io.omniroute.resilience;

import io.omniroute.domain.resilience.RateLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one client request does upstream. A provider's breaker hears of it at most once: a success at once, a failure when
 * the request {@linkplain #leave leaves} the provider with its last attempt there failed. For one thread.
 */
public final class Journey implements AutoCloseable {
    private final Upstreams upstreams;
    private final Map<String, Visit> visits = new HashMap<>();

    Journey(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** The stay at one provider. */
    private static final class Visit {
        Optional<Breaker.Pass> pass = Optional.empty();
        boolean failed;
        boolean counted;
    }

    /**
     * Asks for the right to call a target. Waits for a slot of the limiter, or for the outcome of somebody else's probe,
     * no longer than the patience lasts; an interrupt ends the wait and stays set.
     */
    public Admission admit(Target target, Patience patience) {
        long deadline = upstreams.time.now() + patience.longest().toNanos();
        Standing why = Standing.Ready.NOW;
        try {
            do {
                Admission admission = attempt(target, deadline, patience);
                if (admission instanceof Admission.Admitted) {
                    return admission;
                }
                why = ((Admission.Refused) admission).why();
            } while (why instanceof Standing.Probing && settled(target, deadline, patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Admission.Refused(why);
    }

    /** @return whether it is worth another look */
    private boolean settled(Target target, long deadline, Patience patience) throws InterruptedException {
        upstreams.account(target.connectionId()).awaitProbe(deadline, patience);
        Optional<Cooldown> lock = upstreams.locks.of(target);
        if (lock.isPresent()) {
            lock.get().awaitProbe(deadline, patience);
        }
        return upstreams.time.now() - deadline < 0 && !patience.over().getAsBoolean();
    }

    private Admission attempt(Target target, long deadline, Patience patience) throws InterruptedException {
        Standing standing = upstreams.resting(target);
        if (!standing.ready()) {
            return new Admission.Refused(standing);
        }
        Optional<Breaker.Pass> held = visit(target).pass.filter(Breaker.Pass::probe);
        Standing provider = held.isPresent() ? Standing.Ready.NOW : upstreams.provider(target.provider());
        if (!provider.ready()) {
            return new Admission.Refused(provider);
        }
        Optional<Duration> wait = slot(target, deadline, patience);
        return wait.isPresent() ? new Admission.Refused(new Standing.Throttled(wait.get())) : inside(target, held);
    }

    private Optional<Duration> slot(Target target, long deadline, Patience patience) throws InterruptedException {
        RateLimit limit = upstreams.terms.limit(target.connectionId());
        Limiter limiter = upstreams.limiting(target.connectionId());
        if (upstreams.account(target.connectionId()).view().phase() == Cooldown.Phase.DUE) {
            limiter.endUnnamedPause();
        }
        return limiter.acquire(limit, deadline, patience);
    }

    /** With the slot in hand: takes the probes that are due, or gives everything back. */
    private Admission inside(Target target, Optional<Breaker.Pass> held) {
        Optional<Cooldown.Ticket> account = upstreams.account(target.connectionId()).enter();
        Optional<Cooldown> lock = upstreams.locks.of(target);
        Optional<Cooldown.Ticket> model = lock.flatMap(Cooldown::enter);
        Optional<Breaker.Pass> pass = account.isPresent() && model.isPresent() == lock.isPresent()
                ? held.or(() -> upstreams.circuits.of(target.provider()).enter())
                : Optional.empty();
        if (pass.isPresent()) {
            visit(target).pass = pass;
            visit(target).failed = false;
            return new Admission.Admitted(new Call(this, upstreams, target, account.get(), model));
        }
        account.ifPresent(upstreams.account(target.connectionId())::giveBack);
        model.ifPresent(ticket -> lock.ifPresent(it -> it.giveBack(ticket)));
        upstreams.limiting(target.connectionId()).giveBack();
        Standing why = upstreams.standing(target);
        return new Admission.Refused(why.ready() ? new Standing.Probing(503, Reasons.UNKNOWN, "") : why);
    }

    private Visit visit(Target target) {
        return visits.computeIfAbsent(target.provider(), provider -> new Visit());
    }

    void succeeded(Target target) {
        Visit visit = visit(target);
        visit.failed = false;
        Breaker breaker = upstreams.circuits.of(target.provider());
        if (visit.pass.isPresent() && breaker.succeeded(visit.pass.get())) {
            upstreams.changes.circuit(target.provider());
        }
        upstreams.served(target);
    }

    void failed(Target target, boolean counts) {
        visit(target).failed = counts;
    }

    /** The request will not ask this provider again, as far as it knows. */
    public void leave(String provider) {
        Visit visit = visits.get(provider);
        if (visit == null || visit.pass.isEmpty()) {
            return;
        }
        Breaker.Pass pass = visit.pass.get();
        Breaker breaker = upstreams.circuits.of(provider);
        if (visit.failed && !visit.counted) {
            visit.counted = true;
            breaker.failed(pass, upstreams.terms.profile(provider));
            upstreams.changes.circuit(provider);
        } else {
            breaker.giveBack(pass);
        }
        visit.pass = Optional.empty();
    }

    /** The request is over. */
    @Override
    public void close() {
        visits.keySet().forEach(this::leave);
    }
}
