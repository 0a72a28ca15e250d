package io.omniroute.gateway;

import io.omniroute.api.sse.EventForm;
import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that keeps what it is told, and can leave at its nth write. Streams take the form of the real doors. */
final class RecordingChannel implements ClientChannel {
    private static final ClientSocket SOCKET = new ClientSocket(20128, "127.0.0.1", 40_000);

    final List<String> calls = new ArrayList<>();
    int status;
    String contentType = "";
    Map<String, String> headers = Map.of();
    int keepAlives;
    int failureEvents;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ClientSocket socket;
    private final int leavesAt;
    private int writes;
    private EventForm form;
    private volatile long lastWrite = System.nanoTime();

    RecordingChannel() {
        this(Integer.MAX_VALUE, SOCKET);
    }

    RecordingChannel(int leavesAt, ClientSocket socket) {
        this.leavesAt = leavesAt;
        this.socket = socket;
    }

    static RecordingChannel leavingAt(int write) {
        return new RecordingChannel(write, SOCKET);
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized int keepAlives() {
        return keepAlives;
    }

    private void write(String call, byte[] written) throws IOException {
        writes++;
        if (writes >= leavesAt) {
            throw new IOException("the client has left");
        }
        calls.add(call);
        bytes.writeBytes(written);
        lastWrite = System.nanoTime();
    }

    @Override
    public synchronized boolean answer(int sentStatus, String type, Map<String, String> sentHeaders, byte[] body)
            throws IOException {
        if (form != null) {
            return false;
        }
        status = sentStatus;
        contentType = type;
        headers = sentHeaders;
        write("answer", body);
        return true;
    }

    @Override
    public synchronized void beginStream(Format dialect, StreamForm streamForm, Map<String, String> sentHeaders) {
        if (form == null) {
            status = 200;
            headers = sentHeaders;
            form = EventForm.of(dialect, streamForm);
            calls.add("begin");
        }
    }

    @Override
    public synchronized void event(byte[] raw) throws IOException {
        write("event", raw);
        form.wrote(raw);
    }

    @Override
    public synchronized void event(ClientEvent event) throws IOException {
        write("event", form.event(event));
    }

    @Override
    public synchronized void flush() {
        calls.add("flush");
    }

    @Override
    public synchronized void keepAlive(Format dialect, StreamForm streamForm) throws IOException {
        beginStream(dialect, streamForm, Map.of());
        keepAlives++;
        write("keepAlive", form.keepAlive());
        notifyAll();
    }

    @Override
    public synchronized void finish() throws IOException {
        write("finish", form.closing());
    }

    @Override
    public synchronized void failureEvent(ClientEvent event) throws IOException {
        failureEvents++;
        write("failure", form.failure(event));
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
