package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The corridor's answer, handed to another thread that writes it on. The corridor waits while that one is slow, and
 * takes it for a client that left when it is gone or does not read for a minute.
 */
final class LabChannel implements ClientChannel {
    private static final int PIECES = 64;
    private static final int MOST_WAITS = 600;
    private static final long WAIT_MS = 100;
    private static final byte[] END = {};
    private static final ClientSocket NO_SOCKET = new ClientSocket(0, "", 0);
    private static final int BAD_GATEWAY = 502;

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private final CompletableFuture<Head> head = new CompletableFuture<>();
    private volatile boolean abandoned;

    private record Head(int status, String contentType, Map<String, String> headers) {}

    /** Waits until the answer begins; the corridor's own limits end the wait. */
    SentAnswer answer() {
        return new Arriving(head.join());
    }

    /** The corridor is through with the request. */
    void end() {
        head.complete(new Head(BAD_GATEWAY, "application/json", Map.of()));
        try {
            put(END);
        } catch (IOException e) {
            abandoned = true; // nobody reads any more
        }
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        if (!head.complete(new Head(status, contentType, Map.copyOf(headers)))) {
            return false;
        }
        put(body);
        return true;
    }

    @Override
    public void beginStream(Format dialect, StreamForm form, Map<String, String> headers) {
        String type = form == StreamForm.SERVER_SENT_EVENTS ? "text/event-stream" : "application/json";
        head.complete(new Head(200, type, Map.copyOf(headers)));
    }

    @Override
    public void event(byte[] raw) throws IOException {
        put(raw);
    }

    @Override
    public void event(ClientEvent event) throws IOException {
        put(EventText.of(event));
    }

    @Override
    public void failureEvent(ClientEvent event) throws IOException {
        put(EventText.of(event));
    }

    @Override
    public void flush() {
        // each piece is flushed by the one who writes it on
    }

    @Override
    public void keepAlive(Format dialect, StreamForm form) {
        // never asked for, see lastWriteNanos
    }

    @Override
    public void finish() {
        // the form needs nothing behind its last event
    }

    /** Always now: there is no socket to look at and nothing to keep alive. */
    @Override
    public long lastWriteNanos() {
        return System.nanoTime();
    }

    @Override
    public ClientSocket socket() {
        return NO_SOCKET;
    }

    private void put(byte[] piece) throws IOException {
        try {
            for (int waits = 0; !abandoned && waits < MOST_WAITS; waits++) {
                if (pieces.offer(piece, WAIT_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
        throw new IOException("nobody reads this answer any more");
    }

    /** The reader's side. */
    private final class Arriving implements SentAnswer {
        private final Head known;

        private Arriving(Head known) {
            this.known = known;
        }

        @Override
        public int status() {
            return known.status();
        }

        @Override
        public String contentType() {
            return known.contentType();
        }

        @Override
        public Map<String, String> headers() {
            return known.headers();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try {
                for (byte[] piece = pieces.take(); piece != END; piece = pieces.take()) {
                    out.write(piece);
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while an answer arrived", e);
            } finally {
                close();
            }
        }

        @Override
        public void close() {
            abandoned = true;
        }
    }
}
