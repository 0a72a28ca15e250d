package io.omniroute.gateway;

import io.omniroute.cache.Idempotency;
import io.omniroute.cache.Idempotency.Claim;
import io.omniroute.cache.Idempotency.Entrance;
import io.omniroute.cache.Idempotency.Key;
import io.omniroute.cache.Idempotency.Waiting;
import io.omniroute.cache.Signature;
import io.omniroute.cache.Told;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.gateway.Inbound.Marks;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Repeats of a request under its own name get the first one's answer (40 section 11, "Idempotency"). */
final class Replays {
    private static final Map<String, String> REPLAYED = Map.of("X-OmniRoute-Idempotent", "true");

    private final Idempotency repeats;

    Replays(Idempotency repeats) {
        this.repeats = repeats;
    }

    /**
     * The answer of an earlier request, else what {@code work} gives.
     *
     * @throws GatewayException with {@code Refused} 422 for a key that was used for another body, 409 while a stream
     *     runs under it
     */
    Outcome around(Exchange exchange, Asked asked, Supplier<Outcome> work) {
        Optional<Key> key = key(exchange.inbound());
        return key.isEmpty() ? work.get() : named(exchange, asked, key.get(), work);
    }

    private static Optional<Key> key(Inbound inbound) {
        Marks marks = inbound.wishes().marks();
        return marks.idempotencyKey().or(marks::requestId).map(value -> new Key(
                inbound.caller().key().map(ApiKey::id).orElse("") + " " + DoorPath.of(inbound), value,
                marks.idempotencyKey().isPresent()));
    }

    private Outcome named(Exchange exchange, Asked asked, Key key, Supplier<Outcome> work) {
        String hash = Signature.hash(exchange.inbound().body().bytes());
        var repeating = new Repeating(exchange);
        while (true) {
            switch (repeats.enter(key, hash, asked.streaming())) {
                case Entrance.First first -> {
                    remember(exchange, first.claim());
                    return work.get();
                }
                case Entrance.Unremembered other -> {
                    return work.get();
                }
                case Entrance.Replay replay -> {
                    return repeating.give(replay.answer(), REPLAYED);
                }
                case Entrance.Wait wait -> {
                    Optional<Outcome> outcome = waited(repeating, wait.first());
                    if (outcome.isPresent()) {
                        return outcome.get();
                    }
                }
                case Entrance.Reused reused ->
                    throw refused(422, "idempotency_key_reused", "Idempotency-Key was used for another request");
                case Entrance.Running running ->
                    throw refused(409, "idempotency_key_in_use", "A stream is running under this Idempotency-Key");
            }
        }
    }

    /** Empty when the first one came to nothing. */
    private static Optional<Outcome> waited(Repeating repeating, Waiting first) {
        Optional<Told> answer = repeating.await(first::await, first::leave);
        return answer.map(told -> repeating.give(told, REPLAYED)).or(repeating::ended);
    }

    private static void remember(Exchange exchange, Claim claim) {
        exchange.company().atEnd(claim::forgotten);
        exchange.through(channel -> new ToldChannel(channel, Map.of(), claim::answered));
    }

    private static GatewayException refused(int status, String code, String message) {
        return new GatewayException(Failure.Refused.of(status, code, message));
    }
}
