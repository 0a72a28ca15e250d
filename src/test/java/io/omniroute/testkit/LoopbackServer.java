package io.omniroute.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * HTTP/1.1 on a plain loopback socket: every byte and every moment of an answer is under our control, and a client
 * that leaves is seen at once, because the connection is read while the answer is being written.
 */
final class LoopbackServer implements Closeable {
    private static final int LONGEST_LINE = 64 * 1024;

    private final ServerSocket socket;
    private final Function<Received, Answer> handler;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    LoopbackServer(Function<Received, Answer> handler) {
        this.handler = handler;
        try {
            socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Exchange> exchanges() {
        return exchanges;
    }

    int connections() {
        return open.size();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                connection.setTcpNoDelay(true);
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed: the only way out
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new PushbackInputStream(new BufferedInputStream(connection.getInputStream()), 1);
            var out = connection.getOutputStream();
            while (exchangeOn(connection, in, out)) {
                // next request of the same connection
            }
        } catch (IOException | InterruptedException e) {
            // the other side left between two requests; what it left in the middle stands in its exchange
            Thread.interrupted();
        } finally {
            open.remove(connection);
        }
    }

    private boolean exchangeOn(Socket connection, PushbackInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        var received = read(in, out);
        if (received == null) {
            return false;
        }
        var exchange = new Exchange(received);
        exchanges.add(exchange);
        var writer = Thread.ofVirtual().start(() -> answer(connection, out, exchange));
        int next = peek(in);
        if (next < 0) {
            exchange.gone();
            writer.interrupt();
        }
        writer.join();
        if (next < 0 || connection.isClosed()) {
            return false;
        }
        in.unread(next);
        return true;
    }

    private static int peek(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return -1; // a reset is a client that left, too
        }
    }

    private void answer(Socket connection, OutputStream out, Exchange exchange) {
        try {
            var answer = handler.apply(exchange.received());
            Thread.sleep(answer.beforeHead());
            new Wire(out, exchange).send(answer);
            exchange.finish();
            if (answer.ending() == Answer.Ending.CUT
                    || exchange.received().header("connection").orElse("").equalsIgnoreCase("close")) {
                connection.close();
            }
        } catch (IOException e) {
            exchange.gone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes one answer in HTTP/1.1. */
    private record Wire(OutputStream out, Exchange exchange) {
        void send(Answer answer) throws IOException, InterruptedException {
            if (answer.pieces().isEmpty() && answer.ending() == Answer.Ending.SILENCE) {
                Thread.sleep(Long.MAX_VALUE);
            }
            out.write(head(answer).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            boolean complete = answer.ending() == Answer.Ending.COMPLETE;
            var pieces = answer.pieces();
            for (int i = 0; i < pieces.size(); i++) {
                boolean last = complete && i == pieces.size() - 1;
                if (last) {
                    exchange.finish(); // before the bytes leave: a client may hang up the moment it has them
                }
                write(answer, pieces.get(i), last);
                if (!last) {
                    Thread.sleep(answer.between());
                }
            }
            linger(answer);
        }

        private void linger(Answer answer) throws IOException, InterruptedException {
            switch (answer.ending()) {
                case COMPLETE -> out.flush();
                case CUT -> exchange.finish();
                case SILENCE -> Thread.sleep(Long.MAX_VALUE);
                case ENDLESS -> {
                    while (true) {
                        write(answer, answer.pieces().getLast(), false);
                        Thread.sleep(answer.between());
                    }
                }
            }
        }

        private void write(Answer answer, byte[] piece, boolean last) throws IOException {
            var bytes = new ByteArrayOutputStream();
            if (answer.chunked()) {
                bytes.writeBytes((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            bytes.writeBytes(piece);
            if (answer.chunked()) {
                bytes.writeBytes((last ? "\r\n0\r\n\r\n" : "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            exchange.record(piece);
            out.write(bytes.toByteArray());
            out.flush();
        }

        private static String head(Answer answer) {
            var head = new StringBuilder("HTTP/1.1 " + answer.status() + " Simulated\r\n");
            answer.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
            if (answer.chunked()) {
                head.append("transfer-encoding: chunked\r\n");
            } else {
                int length = answer.pieces().stream().mapToInt(piece -> piece.length).sum();
                head.append("content-length: ")
                        .append(answer.ending() == Answer.Ending.COMPLETE ? length : length + 1000).append("\r\n");
            }
            return head.append("\r\n").toString();
        }
    }

    private static Received read(InputStream in, OutputStream out) throws IOException {
        var first = line(in);
        if (first.isEmpty()) {
            return null;
        }
        var start = first.split(" ");
        var headers = headers(in);
        var target = start[1].split("\\?", 2);
        if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        return new Received(start[0], target[0], target.length > 1 ? target[1] : "", headers, body(in, headers));
    }

    private static Map<String, List<String>> headers(InputStream in) throws IOException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            return chunks(in);
        }
        var length = headers.getOrDefault("content-length", List.of("0")).getFirst();
        return in.readNBytes(Integer.parseInt(length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";")[0].strip(), 16);
            body.writeBytes(in.readNBytes(size));
            line(in);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a header line of more than " + LONGEST_LINE + " bytes");
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (var connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
