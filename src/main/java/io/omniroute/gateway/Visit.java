package io.omniroute.gateway;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.log.CallStep;
import io.omniroute.domain.route.Leg;
import io.omniroute.gateway.AccountFinder.Find;
import io.omniroute.gateway.AccountFinder.Resting;
import io.omniroute.gateway.Decisions.Result;
import io.omniroute.oauth.Refreshes;
import io.omniroute.oauth.Renewal;
import io.omniroute.resilience.Admission;
import io.omniroute.resilience.Journey;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.Permit;
import io.omniroute.resilience.Standing;
import io.omniroute.resilience.Target;
import io.omniroute.resilience.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One model of the itinerary: its accounts are tried until one serves or none is left. */
final class Visit {
    private final Tools tools;
    private final Journey journey;
    private final Exchange exchange;
    private final Stop stop;
    private final Set<String> tried = new HashSet<>();
    private final Set<String> passedOver = new HashSet<>();
    private @Nullable Verdict verdict;
    private boolean asked;
    private boolean over;

    /**
     * What the visits of one request share.
     *
     * @param conversation under which its account is remembered; empty = it may be served by any
     * @param limiterWait longest wait for the slot of a limited account
     */
    record Tools(Exchange exchange, Asked query, AccountFinder accounts, UpstreamSide side, Interpreter interpreter,
            Books books, Chances chances, Optional<String> conversation, Duration limiterWait) {}

    Visit(Tools tools, Journey journey, Stop stop) {
        this.tools = tools;
        this.journey = journey;
        this.exchange = tools.exchange();
        this.stop = stop;
    }

    /** Whether an upstream was called at all. */
    boolean asked() {
        return asked;
    }

    /** Whether no other model may be tried: the request is served, refused or given up. */
    boolean over() {
        return over;
    }

    /** What the last failure meant; null when nobody was called. */
    @Nullable
    Verdict verdict() {
        return verdict;
    }

    Outcome run() {
        exchange.contentDueWithin(stop.limit().orElse(null));
        try {
            return accounts();
        } finally {
            exchange.contentDueWithin(null);
            journey.leave(stop.provider());
        }
    }

    private Outcome accounts() {
        Outcome last = null;
        while (true) {
            Optional<Failure> ended = exchange.ended();
            if (ended.isPresent()) {
                over = true;
                return exchange.clientGone() ? new Outcome.Left() : new Outcome.Failed(ended.get());
            }
            Find find = tools.accounts().next(stop, tried, tools.conversation());
            find.resting().forEach(this::passOver);
            switch (find) {
                case Find.Nobody nobody -> {
                    return last == null ? new Outcome.Failed(Nobody.failure(stop, nobody.resting())) : last;
                }
                case Find.Account account -> {
                    Outcome outcome = ask(account);
                    last = outcome == null ? last : outcome;
                    if (over || leaving()) {
                        return last == null ? new Outcome.Failed(Pursuit.GIVEN_UP) : last;
                    }
                }
            }
        }
    }

    /** Other accounts of this model would do no better, or would come too late. */
    private boolean leaving() {
        boolean tooLarge = verdict != null && verdict.reach() == Verdict.Reach.LARGER_MODEL;
        return tooLarge || exchange.deadline().filter(due -> System.nanoTime() - due.nanos() >= 0).isPresent();
    }

    private void passOver(Resting resting) {
        if (passedOver.add(resting.connection().id())) {
            Standing why = resting.standing();
            trace(resting.connection(), Result.skipped(why.why(), why.retryAfter().map(Pursuit::in).orElse(null)));
        }
    }

    /** Null when the account may not be called after all. */
    private @Nullable Outcome ask(Find.Account account) {
        tried.add(account.leg().connection().id());
        Patience patience = account.others()
                ? Patience.NONE
                : new Patience(tools.limiterWait(), () -> exchange.ended().isPresent());
        return switch (journey.admit(account.target(), patience)) {
            case Admission.Refused refused -> {
                passOver(new Resting(account.leg().connection(), refused.why()));
                yield null;
            }
            case Admission.Admitted admitted -> {
                try (Permit permit = admitted.permit()) {
                    yield call(account, permit);
                }
            }
        };
    }

    /** Null when no call is left. The same account is asked again only where nobody else could serve instead. */
    private @Nullable Outcome call(Find.Account account, Permit permit) {
        Leg leg = account.leg();
        boolean renewed = false;
        for (int repeats = 0; tools.chances().take();) {
            Outcome outcome = attempt(leg, account.target(), permit);
            if (over || !(outcome instanceof Outcome.Failed failed)) {
                return outcome;
            }
            Verdict judged = Objects.requireNonNull(verdict);
            Optional<Leg> fresh = renewed || !judged.refreshFirst() ? Optional.empty() : renewed(leg);
            if (fresh.isPresent()) {
                leg = fresh.get();
                renewed = true;
            } else if (repeats < repeats(account, judged, failed.failure())
                    && paused(stop.repeats().after(failed.failure()).delay())) {
                repeats++;
            } else {
                permit.failed(judged, headers(failed.failure()));
                return outcome;
            }
        }
        over = true;
        return null;
    }

    private int repeats(Find.Account account, Verdict judged, Failure failure) {
        boolean worthIt = judged.reach() == Verdict.Reach.NEXT_LEG && !account.others();
        return worthIt ? stop.repeats().after(failure).attempts() : 0;
    }

    /** Whether the request still wants an answer after the pause. */
    private boolean paused(Duration delay) {
        exchange.pause(delay);
        return exchange.ended().isEmpty();
    }

    private Outcome attempt(Leg leg, Target target, Permit permit) {
        long start = System.nanoTime();
        asked = true;
        verdict = null;
        tools.books().begins(exchange, leg);
        stop.step().ifPresent(step -> tools.side().counters().sent(step.combo().name(), step.entry().model()));
        var attempt = new Attempt(exchange, tools.query(), leg, tools.side().executor(), tools.interpreter());
        Outcome outcome = attempt.run(permit::succeeded);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        switch (outcome) {
            case Outcome.Answered answered -> {
                over = true;
                tools.conversation().ifPresent(
                        id -> tools.side().affinity().bind(id, stop.provider(), leg.connection().id()));
                trace(leg.connection(), new Result(CallStep.OK, answered.status(), null, took, null));
            }
            case Outcome.Reused reused -> throw new IllegalStateException("an attempt gives answers of its own");
            case Outcome.Left left -> {
                over = true;
                trace(leg.connection(), new Result(CallStep.CANCELLED, null, null, took, null));
            }
            case Outcome.Truncated truncated -> {
                over = true;
                Verdict judged = judge(target, truncated.failure());
                permit.failed(judged, headers(truncated.failure()));
                trace(leg.connection(), failed(CallStep.TRUNCATED, judged, truncated.failure(), took));
            }
            case Outcome.Failed failed -> {
                Verdict judged = judge(target, failed.failure());
                over = judged.reach() == Verdict.Reach.STOP;
                trace(leg.connection(), failed(CallStep.FAILED, judged, failed.failure(), took));
                return named(judged, failed);
            }
        }
        return outcome;
    }

    /** A conversation that is too long is told in the word agents look for, whatever the upstream called it. */
    private static Outcome named(Verdict judged, Outcome.Failed failed) {
        return judged.tooLarge() && failed.failure() instanceof Failure.Rejected rejected
                ? new Outcome.Failed(new Failure.TooLarge(rejected))
                : failed;
    }

    private Verdict judge(Target target, Failure failure) {
        Verdict judged = tools.side().upstreams().judge(target, failure);
        verdict = judged;
        return judged;
    }

    private static Result failed(String word, Verdict judged, Failure failure, Duration took) {
        return new Result(word, failure.status(), judged.reason(), took,
                judged.retryAfter().map(Pursuit::in).orElse(null));
    }

    private void trace(Connection connection, Result result) {
        exchange.decisions().add(stop.provider(), stop.model(), connection.name(), result);
    }

    private Optional<Leg> renewed(Leg leg) {
        Refreshes refreshes = tools.side().refreshes();
        return refreshes.concern(leg.connection())
                && refreshes.renewed(leg.connection()) instanceof Renewal.Renewed fresh
                        ? Optional.of(new Leg(leg.endpoint(), fresh.connection(), leg.model()))
                        : Optional.empty();
    }

    private static Map<String, String> headers(Failure failure) {
        return failure instanceof Failure.Rejected rejected ? rejected.headers() : Map.of();
    }
}
