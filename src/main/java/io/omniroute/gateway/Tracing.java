package io.omniroute.gateway;

import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.log.RequestLog;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Begins the traces of requests while the request log is on. */
public final class Tracing {
    /** A body is held as it came, as it is sent, and, where it is translated, taken apart. */
    private static final int FORMS = 3;

    private final RequestLog log;
    private final TraceStages stages;
    private final Room room;
    private final LongAdder left = new LongAdder();

    /** @param mostBytes that all requests under way and those that wait to be written may hold together */
    public Tracing(RequestLog log, Interpreter interpreter, CallPreview calls, long mostBytes) {
        this.log = log;
        this.stages = new TraceStages(interpreter, calls);
        this.room = new Room(mostBytes);
    }

    /** A trace of this request; null for a key that wants nothing kept, and when there is no room. */
    @Nullable
    Trace begin(Inbound inbound) {
        if (inbound.caller().key().filter(ApiKey::noLog).isPresent()) {
            return null;
        }
        long size = (long) FORMS * inbound.body().length();
        if (!room.take(size)) {
            left.increment();
            return null;
        }
        return new Trace(inbound, log, stages, room, size);
    }

    /** How many requests were not traced for want of room. */
    public long left() {
        return left.sum();
    }
}
