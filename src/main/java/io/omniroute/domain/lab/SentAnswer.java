package io.omniroute.domain.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A provider's answer that is still arriving. */
public interface SentAnswer extends AutoCloseable {
    int status();

    String contentType();

    Map<String, String> headers();

    /** Writes the answer as it arrives and flushes after each piece; called once. */
    void writeTo(OutputStream out) throws IOException;

    /** Nobody reads on: what is still arriving is ended. */
    @Override
    void close();
}
