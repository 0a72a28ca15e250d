package io.omniroute.gateway;

import io.omniroute.cache.Told;
import io.omniroute.domain.failure.Failure;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Gives one request what another one got, and waits for that. */
final class Repeating {
    private final Exchange exchange;

    Repeating(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @param added further headers */
    Outcome give(Told told, Map<String, String> added) {
        Map<String, String> headers = new HashMap<>(told.headers());
        headers.putAll(added);
        String provider = headers.get("X-OmniRoute-Provider");
        if (provider != null) {
            exchange.company().answeredBy(provider, headers.getOrDefault("X-OmniRoute-Model", ""));
        }
        try {
            exchange.answered(told.status());
            exchange.channel().answer(told.status(), told.contentType(), headers, told.body());
            return new Outcome.Reused(told.status());
        } catch (IOException e) {
            return new Outcome.Left();
        }
    }

    /**
     * Waits for something that may not come.
     *
     * @param leave ends the wait from another thread
     */
    <T> Optional<T> await(Callable<Optional<T>> result, Runnable leave) {
        exchange.waitsWith(leave);
        try {
            return result.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.cancel(new Failure.ClientGone(), true);
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException("a wait failed", e);
        }
    }

    /** How the request ended while it waited; empty when it may go on. */
    Optional<Outcome> ended() {
        return exchange.ended()
                .map(why -> exchange.clientGone() ? new Outcome.Left() : new Outcome.Failed(why));
    }
}
