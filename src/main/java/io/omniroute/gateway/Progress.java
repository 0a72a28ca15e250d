package io.omniroute.gateway;

import io.omniroute.domain.stream.ClientEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a stream is, told every two seconds and before its last event to a client that asked (10 section 3.4). */
final class Progress {
    private static final long PERIOD = Duration.ofSeconds(2).toNanos();

    private final long started = System.nanoTime();
    private long told = started;
    private long events;
    private boolean done;

    /**
     * Some events are about to be written.
     *
     * @param last the last one of the stream is among them
     * @return what to write before them; null when nothing is due
     */
    @Nullable
    ClientEvent on(int count, boolean last) {
        long now = System.nanoTime();
        events += last ? count - 1 : count;
        if (done || (!last && now - told < PERIOD)) {
            return null;
        }
        told = now;
        done = last;
        String json = "{\"tokens_generated\":" + events + ",\"elapsed_ms\":" + (now - started) / 1_000_000
                + (last ? ",\"done\":true}" : "}");
        return new ClientEvent("progress", json.getBytes(StandardCharsets.UTF_8));
    }
}
