package io.omniroute.resilience;

import java.util.Map;

/**
 * The right to one call. Closing gives the slot back; closed without a word it is as if nobody had called. Each word is
 * heard once.
 */
public interface Permit extends AutoCloseable {
    /**
     * The upstream serves: said at the commit point, while the stream may still run.
     *
     * @param headers of the answer, names in lower case
     */
    void succeeded(Map<String, String> headers);

    /** The call failed; ends the permit. */
    void failed(Verdict verdict, Map<String, String> headers);

    @Override
    void close();
}
