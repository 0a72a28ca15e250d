package io.omniroute.gateway;

import io.omniroute.cache.SharedAnswer;
import io.omniroute.cache.Signature;
import io.omniroute.cache.SingleFlight;
import io.omniroute.cache.SingleFlight.Lead;
import io.omniroute.cache.SingleFlight.Leading;
import io.omniroute.cache.SingleFlight.Ready;
import io.omniroute.cache.SingleFlight.Seat;
import io.omniroute.domain.chat.ChatReply;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request among equal ones: it makes the call for all of them, or waits for the one that does. */
final class SharedCalls {
    private static final int MULTIPLE_CHOICES = 300;

    private final SingleFlight<Signature, SharedAnswer> flights;
    private final CachedAnswers.Question question;
    private final Exchange exchange;
    private @Nullable ChatReply heard;

    SharedCalls(SingleFlight<Signature, SharedAnswer> flights, CachedAnswers.Question question) {
        this.flights = flights;
        this.question = question;
        this.exchange = question.exchange();
    }

    /** The call's answer in the hub's words, which comes before its client is told. */
    void heard(ChatReply reply) {
        heard = reply;
    }

    /** @param signature in the hub's words, where somebody took the request apart; else its bytes decide */
    Outcome around(Optional<Signature> signature, Supplier<Outcome> work) {
        Signature form = form();
        Signature key = signature.orElse(form);
        var repeating = new Repeating(exchange);
        while (true) {
            switch (flights.board(key)) {
                case Lead<SharedAnswer> lead -> {
                    return lead(lead.flight(), form, work);
                }
                case Ready<SharedAnswer> ready -> {
                    return same(repeating, ready.result(), form, work);
                }
                case Seat<SharedAnswer> seat -> {
                    Optional<SharedAnswer> answer = repeating.await(seat::await, seat::leave);
                    if (answer.isPresent()) {
                        return same(repeating, answer.get(), form, work);
                    }
                    Optional<Outcome> ended = repeating.ended();
                    if (ended.isPresent()) {
                        return ended.get();
                    }
                }
            }
        }
    }

    /** What the client may be told as it was told to another one: it wrote the same bytes to the same door. */
    private Signature form() {
        Inbound inbound = exchange.inbound();
        String door = question.asked().head().format() + " " + DoorPath.of(inbound)
                + new TreeMap<>(inbound.headers());
        return Signature.ofBytes(inbound.body().bytes(), question.scope(), door);
    }

    private Outcome lead(Leading<SharedAnswer> flight, Signature form, Supplier<Outcome> work) {
        exchange.through(channel -> new ToldChannel(channel, Map.of(), told -> flight.landed(
                new SharedAnswer(told, form.hex(), Optional.ofNullable(heard)), told.status() < MULTIPLE_CHOICES)));
        exchange.company().sharesCallBy(flight::abandon);
        exchange.company().atEnd(flight::failed);
        return work.get();
    }

    private Outcome same(Repeating repeating, SharedAnswer answer, Signature form, Supplier<Outcome> work) {
        if (answer.form().equals(form.hex())) {
            return repeating.give(answer.told(), Map.of());
        }
        Map<String, String> headers = answer.told().headers();
        String model = headers.get("X-OmniRoute-Provider") + "/" + headers.get("X-OmniRoute-Model");
        return answer.reply().map(reply -> KeptReply.give(exchange, question.asked(), reply, model, Map.of()))
                .orElseGet(work);
    }
}
