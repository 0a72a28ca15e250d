package io.omniroute.gateway;

import io.omniroute.cache.Caches;
import io.omniroute.policy.Bypass;
import java.time.Clock;

/** Ways to an answer on which no provider is called: small talk of the gateway's own, and what others were answered. */
public record Shortcuts(Bypass bypass, Caches caches, Clock clock) {
    Replays replays() {
        return new Replays(caches.repeats());
    }

    CachedAnswers cached() {
        return new CachedAnswers(caches, clock);
    }
}
