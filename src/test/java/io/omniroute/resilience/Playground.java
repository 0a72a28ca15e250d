package io.omniroute.resilience;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.RateLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The room over a time that is set, with everything an operator can set. */
final class Playground implements Terms {
    final SetTime time = new SetTime();
    final List<CircuitTurn> turns = new ArrayList<>();
    final Map<String, RateLimit> limits = new ConcurrentHashMap<>();
    Profile profile = Profile.API_KEY;
    final Upstreams upstreams = new Upstreams(time.piece, this, Duration.ofMinutes(30), this::turned);

    private synchronized void turned(CircuitTurn turn) {
        turns.add(turn);
    }

    @Override
    public Profile profile(String provider) {
        return profile;
    }

    @Override
    public RateLimit limit(String connectionId) {
        return limits.getOrDefault(connectionId, RateLimit.NONE);
    }

    static Target target(String account) {
        return new Target("openai", account, "gpt-5");
    }

    static Failure rejected(int status, String body, Map<String, String> headers) {
        return new Failure.Rejected(status, "", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Optional<Permit> admit(Journey journey, Target target) {
        return journey.admit(target, Patience.NONE) instanceof Admission.Admitted admitted
                ? Optional.of(admitted.permit())
                : Optional.empty();
    }

    /** A whole client request of one attempt. @return whether it was let in */
    boolean fails(Target target, int status, String body, Map<String, String> headers) {
        try (Journey journey = upstreams.journey()) {
            Optional<Permit> permit = admit(journey, target);
            permit.ifPresent(it -> it.failed(upstreams.judge(target, rejected(status, body, headers)), headers));
            return permit.isPresent();
        }
    }

    boolean fails(Target target, int status) {
        return fails(target, status, "oops", Map.of());
    }

    boolean serves(Target target) {
        return serves(target, Map.of());
    }

    boolean serves(Target target, Map<String, String> headers) {
        try (Journey journey = upstreams.journey()) {
            Optional<Permit> permit = admit(journey, target);
            permit.ifPresent(it -> {
                it.succeeded(headers);
                it.close();
            });
            return permit.isPresent();
        }
    }

    Standing standing(Target target) {
        return upstreams.standing(target);
    }

    Duration left(Target target) {
        return standing(target).retryAfter().orElse(Duration.ZERO);
    }
}
