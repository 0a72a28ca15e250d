package io.omniroute.gateway;

import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.gateway.Inbound.Wishes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How far a stream is, told every two seconds and before its last event to a client that asked (10 section 3.4). */
final class Progress {
    private static final long PERIOD = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanos;
    private final long started;
    private long told;
    private long events;
    private boolean done;

    /** @param nanos the time, as {@link System#nanoTime} tells it */
    Progress(LongSupplier nanos) {
        this.nanos = nanos;
        started = nanos.getAsLong();
        told = started;
    }

    /**
     * For a client that asked, in a stream that has a place for it; otherwise null.
     *
     * @param headers of the answer, to which it is added that it is on
     */
    static @Nullable Progress wanted(Wishes wishes, StreamForm form, Map<String, String> headers) {
        if (!wishes.progress() || !form.takesOtherEvents()) {
            return null;
        }
        headers.put("X-OmniRoute-Progress", "enabled");
        return new Progress(System::nanoTime);
    }

    /**
     * Some events are about to be written.
     *
     * @param last the stream ends with them
     * @return what to write before the last one of them; null when nothing is due
     */
    @Nullable
    ClientEvent on(List<Outgoing> next, boolean last) {
        long now = nanos.getAsLong();
        long said = next.stream().filter(Outgoing::saysSomething).count();
        events += last ? Math.max(0, said - 1) : said;
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
