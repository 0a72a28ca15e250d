package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.util.Map;

/**
 * The way back to the client; a door implements it. Calls come from one thread at a time, but for {@link #keepAlive},
 * which may come from another one and never splits an event. Every write blocks while the client does not read; an
 * {@link IOException} means the client has left.
 */
public interface ClientChannel {
    /**
     * A complete answer.
     *
     * @return false, with nothing written, when a keep-alive has begun a stream: what there is to say goes into it
     */
    boolean answer(int status, String contentType, Map<String, String> headers, byte[] body) throws IOException;

    /**
     * Begins a stream with status 200; without effect when a keep-alive has begun it already.
     *
     * @param dialect decides the form of keep-alives and errors
     */
    void beginStream(Format dialect, StreamForm form, Map<String, String> headers) throws IOException;

    /** Writes bytes of a whole event. */
    void event(byte[] raw) throws IOException;

    /** Writes an event in the form of the stream. */
    void event(ClientEvent event) throws IOException;

    /** Sends what was written. */
    void flush() throws IOException;

    /** Bytes without meaning that hold a silent stream open; begins the stream when nothing has yet. */
    void keepAlive(Format dialect, StreamForm form) throws IOException;

    /** Supplies what the form still needs where an upstream stopped after its last event; the last thing written. */
    void finish() throws IOException;

    /** The dialect's own error inside a stream that has begun; the last thing written. */
    void failureEvent(ClientEvent event) throws IOException;

    /** Nanoseconds ({@link System#nanoTime}) of the last byte handed to the client, or of its arrival. */
    long lastWriteNanos();

    /** The two ports of the client's connection, to look up its state. */
    ClientSocket socket();

    /** How the events of a stream follow each other. */
    enum StreamForm {
        SERVER_SENT_EVENTS, JSON_ARRAY,
        /** One JSON object to a line. */
        NDJSON;

        /** Whether events of the gateway's own may stand between the dialect's. */
        boolean takesOtherEvents() {
            return this == SERVER_SENT_EVENTS;
        }

        /** Whether there are bytes without meaning; otherwise a silent stream stays silent, and unbegun. */
        boolean takesKeepAlives() {
            return this != NDJSON;
        }
    }
}
