package io.omniroute.domain.log;

import java.time.Instant;
import java.util.List;

/** One request that has ended, as the request log takes it. Made on the request's thread, used by the log's own. */
public interface LoggedRequest extends AutoCloseable {
    Instant arrived();

    /** Format id of the client's dialect. */
    String source();

    /** Format id of the provider's dialect; {@code none} when the request got no further than the gateway. */
    String target();

    /** As the client wrote it: text of a stranger, empty when there was none. */
    String model();

    /** Makes the stages, secrets hidden; called once, and what it takes is the log's time. */
    List<StageFile> stages();

    /** Gives back what the request holds; called once, whether it was written or not. */
    @Override
    void close();
}
