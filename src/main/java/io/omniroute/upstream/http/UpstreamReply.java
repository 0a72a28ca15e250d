package io.omniroute.upstream.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer whose body is still on the wire. Read by one thread; {@link #cancel()} may come from any.
 *
 * <p>{@link #close()} never waits for the rest of a stream: the connection is kept only when the body was read to its
 * end, otherwise it is cut, because closing the stream of the HTTP client reads it to its end first.
 */
public final class UpstreamReply implements AutoCloseable {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final ReplyBody body;

    /**
     * @param headers in the order they came, repeated ones included
     * @param body gives the connection back by itself when it is read to its end
     * @param cut ends the connection at once, from any thread, as often as it is called; makes a blocked read throw
     */
    public UpstreamReply(int status, List<Map.Entry<String, String>> headers, InputStream body, Runnable cut) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = new ReplyBody(body, declaredLength(), cut);
    }

    public int status() {
        return status;
    }

    /** The first header of this name, whatever its case. */
    public Optional<String> header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * The raw body. A read throws {@link java.io.IOException} when the answer is cut before its declared end and when
     * the reply was cancelled; a body that ends with the connection cannot tell a cut from its end.
     */
    public InputStream body() {
        return body;
    }

    /** Cuts the connection now; reads throw from here on. Does nothing to a body that was read to its end. */
    public void cancel() {
        body.cancel();
    }

    /** Gives the connection back when the last byte was read, cuts it otherwise. Never blocks. */
    @Override
    public void close() {
        body.close();
    }

    private long declaredLength() {
        String text = header("Content-Length").orElse("");
        boolean number = !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && header("Transfer-Encoding").isEmpty() ? Long.parseLong(text) : ReplyBody.UNKNOWN_LENGTH;
    }
}
