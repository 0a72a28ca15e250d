package io.omniroute.upstream.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider made of plain sockets, so that a test says every byte and sees every close. */
public final class ScriptedServer implements AutoCloseable {
    /** What one connection does; the socket is closed when it returns. */
    @FunctionalInterface
    public interface Script {
        void serve(Line line) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch clientGone = new CountDownLatch(1);

    public ScriptedServer(Script script) throws IOException {
        this(script, InetAddress.getByName("127.0.0.1"));
    }

    public ScriptedServer(Script script, InetAddress address) throws IOException {
        this.script = script;
        listener = new ServerSocket(0, 1_000, address);
        Thread.ofVirtual().start(this::acceptAll);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int acceptedConnections() {
        return accepted.get();
    }

    /** Head and body of each request, in the order they came. */
    public List<String> requests() {
        return requests;
    }

    /** Opened when a write or read of a script failed because the client had closed. */
    public CountDownLatch clientGone() {
        return clientGone;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(new Line(socket, number)));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Line line) {
        try (line) {
            script.serve(line);
        } catch (IOException e) {
            clientGone.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One accepted connection. */
    public final class Line implements AutoCloseable {
        private final Socket socket;
        private final int number;

        Line(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        /** 1 for the first connection accepted. */
        public int number() {
            return number;
        }

        /** Reads a request; false when the client closed before one began. */
        public boolean readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            var bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                bytes.write(next);
            }
            bytes.write(in.readNBytes(bodyLength(bytes.toString(StandardCharsets.ISO_8859_1))));
            requests.add(bytes.toString(StandardCharsets.ISO_8859_1));
            return true;
        }

        public void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        public void chunk(String text) throws IOException {
            write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        /** Closes with a reset instead of a regular end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws CloseFailed {
            try {
                socket.close();
            } catch (IOException e) {
                throw new CloseFailed(e);
            }
        }

        private static int bodyLength(String head) {
            return head.lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                    .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip())).findFirst().orElse(0);
        }
    }

    /** Closing a socket of a test failed, which no test provokes. */
    static final class CloseFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CloseFailed(IOException cause) {
            super(cause);
        }
    }
}
