package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who else has to do with the answer of a request: those that keep it and those that wait for the same one. Told by the
 * request's own thread; the watch reads whether others wait.
 */
final class Company {
    private volatile Consumer<Runnable> abandon = Runnable::run;
    private Consumer<Supplier<ChatReply>> keeper = reply -> {};
    private final List<Runnable> endings = new ArrayList<>(0);
    private @Nullable Origin origin;

    /** Who gave an answer that is given again. */
    record Origin(String provider, String model) {}

    /** @param shared given what ends the call, runs it when nobody waits for the answer any more */
    void sharesCallBy(Consumer<Runnable> shared) {
        abandon = shared;
    }

    /** The request's own client has left. */
    void clientLeft(Runnable end) {
        abandon.accept(end);
    }

    /** @param listener given the whole answer of a provider before the client is */
    void keepsBy(Consumer<Supplier<ChatReply>> listener) {
        keeper = listener;
    }

    /** A provider answered at once; the answer is taken apart only if somebody wants it. */
    void answered(Supplier<ChatReply> reply) {
        keeper.accept(reply);
    }

    /** No provider was called: the answer is one this one gave before. */
    void answeredBy(String provider, String model) {
        origin = new Origin(provider, model);
    }

    Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    void atEnd(Runnable ending) {
        endings.add(ending);
    }

    /** The client has its answer or has left. */
    void end() {
        endings.forEach(Runnable::run);
    }
}
