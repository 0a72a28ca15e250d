package io.omniroute.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A client that sends exactly the bytes it is given and can leave at any moment; no library corrects anything. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** An answer read to the end of the connection. */
    public record RawReply(int status, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    public static RawClient to(URI url) {
        try {
            var socket = new Socket(url.getHost(), url.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whole request, one whole answer. */
    public static RawReply exchange(URI url, String head, byte[] body) {
        try (var client = to(url)) {
            client.send(head, body);
            return client.reply();
        }
    }

    /** A request line with the headers that every request needs; the connection ends after the answer. */
    public static String head(String method, String target, String... headers) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    /** A JSON POST. */
    public static RawReply post(URI url, String target, String body, String... headers) {
        return exchange(url, head("POST", target, headers) + "Content-Type: application/json\r\n",
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends head and body; the length of the body is added to the head. */
    public RawClient send(String head, byte[] body) {
        sendBytes((head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return sendBytes(body);
    }

    public RawClient sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the text was seen. */
    public RawClient awaitText(String text) {
        try {
            var buffer = new byte[4096];
            while (!read.toString(StandardCharsets.UTF_8).contains(text)) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    throw new AssertionError("the answer ended without " + text + ": "
                            + read.toString(StandardCharsets.UTF_8));
                }
                read.write(buffer, 0, count);
            }
            return this;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("waited in vain for " + text + " after: " + read, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the connection and says when. */
    public Instant leave() {
        close();
        return Instant.now();
    }

    /** Reads the answer to its end. */
    public RawReply reply() {
        drain();
        return parse(read.toByteArray());
    }

    private void drain() {
        try {
            var buffer = new byte[64 * 1024];
            int count = 0;
            while (count >= 0 && !announcedLengthRead()) {
                read.write(buffer, 0, count);
                count = announcedLengthRead() ? -1 : socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of the answer within " + PATIENCE_MILLIS + " ms: " + read, e);
        } catch (IOException e) {
            if (read.size() == 0) { // a reset after an early answer leaves the answer readable, mostly
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A server that refuses a body keeps the connection open a while for what is still under way. */
    private boolean announcedLengthRead() {
        var text = read.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        var length = LENGTH.matcher(end < 0 ? "" : text.substring(0, end));
        return length.find() && read.size() >= end + 4 + Integer.parseInt(length.group(1));
    }

    private static RawReply parse(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer, only: " + text);
        }
        var lines = text.substring(0, end).split("\r\n");
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip(),
                    (one, two) -> one + "\n" + two);
        }
        var body = java.util.Arrays.copyOfRange(bytes, end + 4, bytes.length);
        return new RawReply(Integer.parseInt(lines[0].split(" ")[1]), headers,
                "chunked".equals(headers.get("transfer-encoding")) ? dechunked(body) : body);
    }

    private static byte[] dechunked(byte[] body) {
        var whole = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int lineEnd = at;
            while (body[lineEnd] != '\r') {
                lineEnd++;
            }
            int size = Integer.parseInt(new String(body, at, lineEnd - at, StandardCharsets.ISO_8859_1).strip(), 16);
            if (size == 0) {
                return whole.toByteArray();
            }
            whole.write(body, lineEnd + 2, Math.min(size, body.length - lineEnd - 2));
            at = lineEnd + 2 + size + 2;
        }
        return whole.toByteArray();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
