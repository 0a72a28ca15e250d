package io.omniroute.api;

import io.omniroute.api.sse.EventForm;
import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.gateway.ClientChannel;
import io.omniroute.gateway.ClientSocket;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The way back through an asynchronous servlet response. A lock keeps keep-alives from splitting an event. */
final class ServletChannel implements ClientChannel {
    /** Events are flushed as they come; the container's usual buffer of 32 KiB a stream would stay nearly empty. */
    private static final int STREAM_BUFFER = 4 * 1024;

    private static final byte[] NOTHING = {};

    private final HttpServletResponse response;
    private final ClientSocket socket;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable ServletOutputStream out;
    private @Nullable EventForm events;
    private boolean ended;
    private volatile long lastWrite = System.nanoTime();

    ServletChannel(HttpServletRequest request, HttpServletResponse response) {
        this.response = response;
        this.socket = new ClientSocket(request.getLocalPort(), Attributes.peer(request), request.getRemotePort());
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        writing.lock();
        try {
            if (events != null) {
                return false;
            }
            ended = true;
            response.setStatus(status);
            response.setContentType(contentType);
            headers.forEach(response::setHeader);
            response.setContentLength(body.length);
            ServletOutputStream target = response.getOutputStream();
            target.write(body);
            target.flush();
            lastWrite = System.nanoTime();
            return true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void beginStream(Format dialect, StreamForm form, Map<String, String> headers) throws IOException {
        writing.lock();
        try {
            begin(dialect, form, headers);
        } finally {
            writing.unlock();
        }
    }

    private EventForm begin(Format dialect, StreamForm form, Map<String, String> headers) throws IOException {
        EventForm known = events;
        if (known != null) {
            return known;
        }
        EventForm chosen = EventForm.of(dialect, form);
        events = chosen;
        headers.forEach(response::setHeader);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(chosen.contentType());
        response.setBufferSize(STREAM_BUFFER);
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
        // Open Liberty sends the bytes before the first flush only with the second one, unless the head went first.
        response.flushBuffer();
        return chosen;
    }

    @Override
    public void event(byte[] raw) throws IOException {
        writing.lock();
        try {
            stream().write(raw);
            if (events != null) {
                events.wrote(raw);
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void event(ClientEvent event) throws IOException {
        writing.lock();
        try {
            stream().write(begun().event(event));
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        writing.lock();
        try {
            stream().flush();
            lastWrite = System.nanoTime();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void keepAlive(Format dialect, StreamForm form) throws IOException {
        writing.lock();
        try {
            if (ended) {
                return;
            }
            EventForm chosen = begin(dialect, form, Map.of());
            stream().write(chosen.keepAlive());
            stream().flush();
            lastWrite = System.nanoTime();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void finish() throws IOException {
        writing.lock();
        try {
            EventForm chosen = events;
            byte[] closing = chosen == null || ended ? NOTHING : chosen.closing();
            ended = true;
            if (closing.length > 0) {
                stream().write(closing);
                stream().flush();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void failureEvent(ClientEvent event) throws IOException {
        writing.lock();
        try {
            ended = true;
            stream().write(begun().failure(event));
            stream().flush();
        } finally {
            writing.unlock();
        }
    }

    /** No keep-alive after this: the request's thread is done with the response. */
    void end() {
        writing.lock();
        ended = true;
        writing.unlock();
    }

    private EventForm begun() {
        EventForm chosen = events;
        if (chosen == null) {
            throw new IllegalStateException("the stream has not begun");
        }
        return chosen;
    }

    private ServletOutputStream stream() {
        ServletOutputStream open = out;
        if (open == null) {
            throw new IllegalStateException("the stream has not begun");
        }
        return open;
    }

    @Override
    public long lastWriteNanos() {
        return lastWrite;
    }

    @Override
    public ClientSocket socket() {
        return socket;
    }
}
