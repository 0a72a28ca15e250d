package io.omniroute.upstream.framing;

import io.omniroute.domain.stream.Frame;
import java.util.List;

/**
 * Cuts the bytes of one stream into frames; one instance per stream, not thread-safe.
 *
 * <p>The raw bytes of all frames, one after the other, are the bytes that were fed: nothing is added, lost or moved,
 * and how the bytes were split over the calls makes no difference.
 */
public interface Framing {
    /** Most bytes one event may have (SP-9). */
    int MAX_EVENT_BYTES = 16 * 1024 * 1024;

    /**
     * Takes the bytes of one read, {@code buffer[from, to)}; nothing of the buffer is kept.
     *
     * @return the frames completed by them, in order
     * @throws io.omniroute.domain.failure.GatewayException with {@code Broken} 502 for an event over the limit, and
     *     for a binary wire that is damaged
     */
    List<Frame> feed(byte[] buffer, int from, int to);

    /**
     * The stream is over.
     *
     * @return what was unfinished: with its payload when that is complete, otherwise as an empty frame. Its raw bytes
     *     lack the line end that would close the event; whoever writes something behind them has to supply it, or
     *     leave an empty frame out
     * @throws io.omniroute.domain.failure.GatewayException with {@code Broken} 502 where a binary wire is damaged or
     *     ends inside a message
     */
    List<Frame> end();
}
