package io.omniroute.resilience;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.resilience.Verdict.Penalty;
import io.omniroute.resilience.Verdict.Reach;
import io.omniroute.resilience.Verdict.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a failed attempt means: the table of 40 section 4, read in order. */
public final class Classifier {
    private static final Set<Integer> AT_FAULT = Set.of(400, 413, 415, 422);
    private static final Set<Integer> PROVIDER_FAILS = Set.of(408, 429, 500, 502, 503, 504, 529);
    private static final Set<Integer> WORTH_A_REPEAT = Set.of(408, 500, 502, 503, 504);
    private static final List<String> TOO_LARGE = List.of("context length", "maximum context", "prompt is too long",
            "context_length_exceeded");
    private static final Set<String> LIMIT_CODES = Set.of("rate_limit_error", "rate_limit_exceeded");
    private static final Set<String> PAYMENT_CODES = Set.of("insufficient_quota", "billing_error");
    private static final List<String> NOT_REFRESHED = List.of("quota", "billing", "region", "country", "location",
            "terms", "model access", "access to model", "access to the model");
    private static final Duration LONGEST_WINDOW = Duration.ofDays(8);

    private Classifier() {}

    /**
     * @param failure of one attempt
     * @param now by the clock, for hints that are dates
     */
    public static Verdict classify(Failure failure, Trial trial, Instant now) {
        return switch (failure) {
            case Failure.Rejected rejected -> answered(rejected.status(), ErrorText.of(rejected.body()),
                    rejected.headers(), trial, now);
            case Failure.Broken broken -> answered(broken.status(), ErrorText.of(broken.message()), Map.of(), trial,
                    now);
            case Failure.Timeout timeout -> silent(timeout, trial, now);
            case Failure.Unreachable unreachable -> silent(unreachable, trial, now);
            case Failure.Unavailable local -> new Verdict(Reach.NEXT_LEG, Optional.empty(), Reasons.UNKNOWN, false,
                    false, false, false, local.status(), local.message());
            default -> Verdict.stop(failure.status(), failure.message());
        };
    }

    /** Nothing was heard of the upstream: the words are the gateway's own and say nothing. */
    private static Verdict silent(Failure failure, Trial trial, Instant now) {
        return judged(new Case(failure.status(), failure.status(), ErrorText.NONE, Map.of(), trial, now),
                failure.message());
    }

    private static Verdict answered(int status, ErrorText text, Map<String, String> headers, Trial trial, Instant now) {
        String message = shortened(text.message());
        if (status == 413 || Reasons.has(text.words(), TOO_LARGE)) {
            return Verdict.larger(status, message);
        }
        int meant = meant(status, text);
        return AT_FAULT.contains(meant)
                ? Verdict.stop(status, message)
                : judged(new Case(status, meant, text, headers, trial, now), message);
    }

    /** A 400 that speaks of the account's limits or bill is an error of the account. */
    private static int meant(int status, ErrorText text) {
        if (status != 400) {
            return status;
        }
        if (text.codes().stream().anyMatch(PAYMENT_CODES::contains)
                || text.words().contains("credit balance is too low")) {
            return 402;
        }
        return text.codes().stream().anyMatch(LIMIT_CODES::contains) ? 429 : status;
    }

    private static String shortened(String message) {
        return message.length() > Verdict.LONGEST_MESSAGE ? message.substring(0, Verdict.LONGEST_MESSAGE) : message;
    }

    private static Verdict judged(Case error, String message) {
        Rules.Rule rule = Rules.of(error.meant, error.text.words());
        String reason = rule.reason().or(() -> Reasons.byText(error.text.words())).orElse(rule.otherwise());
        boolean refresh = error.status == 401 || error.status == 403
                && !Reasons.has(error.text.words(), NOT_REFRESHED);
        return new Verdict(Reach.NEXT_LEG, Optional.of(penalty(error, rule, reason)), reason,
                refresh && rule.byStatus(), WORTH_A_REPEAT.contains(error.status), false,
                PROVIDER_FAILS.contains(error.meant), error.status, message);
    }

    private static Penalty penalty(Case error, Rules.Rule rule, String reason) {
        Scope scope = error.ofModel(reason) ? Scope.PAIR : Scope.ACCOUNT;
        int level = scope == Scope.PAIR ? error.trial.pairLevel() : error.trial.accountLevel();
        Profile profile = error.trial.profile();
        Optional<Duration> hint = error.hint();
        Duration computed = rule.rest().cooldown(profile, level);
        if (error.meant == 429 && hint.isEmpty() && computed.compareTo(profile.rateLimitCooldown()) < 0) {
            computed = profile.rateLimitCooldown();
        }
        Duration wanted = longer(computed, hint.orElse(Duration.ZERO));
        Duration most = error.trial.longest();
        boolean window = hint.filter(it -> it.compareTo(most) > 0).isPresent();
        return new Penalty(scope, shorter(wanted, most), rule.rest().nextLevel(profile, level),
                window ? hint.map(it -> shorter(it, LONGEST_WINDOW)) : Optional.empty(),
                scope == Scope.PAIR && error.meant == 429);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /**
     * An error that is somebody's to bear.
     *
     * @param meant the status by which it is judged
     */
    private record Case(int status, int meant, ErrorText text, Map<String, String> headers, Trial trial,
            Instant now) {
        Optional<Duration> hint() {
            return Hints.of(headers, text, now)
                    .or(() -> meant == 429 ? Hints.windows(headers, now) : Optional.empty());
        }

        /** An error of the model locks it and leaves the account to the others (40 section 5). */
        boolean ofModel(String reason) {
            return meant == 404 || reason.equals(Reasons.CAPACITY)
                    || meant == 429 && (trial.perModelQuota() || text.names(trial.target().model()));
        }
    }
}
