package io.omniroute.resilience;

import io.omniroute.resilience.Verdict.Penalty;
import io.omniroute.resilience.Verdict.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call under way. */
final class Call implements Permit {
    private final Journey journey;
    private final Upstreams upstreams;
    private final Target target;
    private final Cooldown.Ticket account;
    private final Optional<Cooldown.Ticket> model;
    private final AtomicBoolean served = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    Call(Journey journey, Upstreams upstreams, Target target, Cooldown.Ticket account,
            Optional<Cooldown.Ticket> model) {
        this.journey = journey;
        this.upstreams = upstreams;
        this.target = target;
        this.account = account;
        this.model = model;
    }

    @Override
    public void succeeded(Map<String, String> headers) {
        if (over.get() || !served.compareAndSet(false, true)) {
            return;
        }
        if (account().clear(account)) {
            upstreams.changes.account(target.connectionId());
        }
        Optional<Cooldown> lock = upstreams.locks.of(target);
        if (model.isPresent() && lock.isPresent() && lock.get().clear(model.get())) {
            upstreams.changes.lock(target);
        }
        learn(headers, false, Optional.empty());
        journey.succeeded(target);
    }

    @Override
    public void failed(Verdict verdict, Map<String, String> headers) {
        if (over.compareAndSet(false, true)) {
            verdict.penalty().ifPresent(penalty -> punish(penalty, verdict));
            Optional<Penalty> onAccount = verdict.penalty().filter(it -> it.scope() == Scope.ACCOUNT);
            boolean limited = onAccount.isPresent() && verdict.limited();
            learn(headers, limited, limited
                    ? Hints.header(headers, upstreams.time.instant()).map(it -> onAccount.get().cooldown())
                    : Optional.empty());
            journey.failed(target, verdict.countsForBreaker());
            giveBack();
        }
    }

    private void punish(Penalty penalty, Verdict verdict) {
        var trouble = new Cooldown.Trouble(verdict.status(), verdict.reason(), verdict.message(),
                upstreams.time.instant());
        switch (penalty.scope()) {
            case ACCOUNT -> {
                if (account().mark(account, penalty, trouble)) {
                    upstreams.changes.account(target.connectionId());
                }
            }
            case PAIR -> upstreams.locks.making(target).ifPresent(lock -> {
                if (lock.mark(model.orElse(Cooldown.Ticket.FIRST), penalty, trouble)) {
                    upstreams.changes.lock(target);
                }
            });
        }
    }

    private void learn(Map<String, String> headers, boolean limited, Optional<java.time.Duration> pause) {
        Observation seen = Observation.of(headers, limited, pause, upstreams.time.instant());
        if (!seen.silent()) {
            upstreams.limiting(target.connectionId()).learn(seen);
        }
    }

    private Cooldown account() {
        return upstreams.account(target.connectionId());
    }

    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            giveBack();
        }
    }

    private void giveBack() {
        account().giveBack(account);
        model.ifPresent(ticket -> upstreams.locks.of(target).ifPresent(lock -> lock.giveBack(ticket)));
        upstreams.limiting(target.connectionId()).release();
    }
}
