package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.log.Masked;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.util.Map;

/** A client's channel of which everything that was said is kept, keep-alives excepted: they come from another thread. */
final class TracedChannel implements ClientChannel {
    private final ClientChannel channel;
    private final Recording said;
    private StreamForm form = StreamForm.SERVER_SENT_EVENTS;
    private boolean begun;

    TracedChannel(ClientChannel channel, Recording said) {
        this.channel = channel;
        this.said = said;
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        boolean answered = channel.answer(status, contentType, headers, body);
        if (answered) {
            head(status, contentType, headers);
            said.add(body);
        }
        return answered;
    }

    @Override
    public void beginStream(Format dialect, StreamForm streamForm, Map<String, String> headers) throws IOException {
        channel.beginStream(dialect, streamForm, headers);
        form = streamForm;
        head(200, switch (streamForm) {
            case SERVER_SENT_EVENTS -> "text/event-stream";
            case JSON_ARRAY -> "application/json";
            case NDJSON -> "application/x-ndjson";
        }, headers);
    }

    private void head(int status, String contentType, Map<String, String> headers) {
        if (begun) {
            return;
        }
        begun = true;
        said.add("HTTP " + status + "\ncontent-type: " + contentType + "\n");
        Masked.headers(headers).forEach((name, value) -> said.add(name + ": " + value + "\n"));
        said.add("\n");
    }

    @Override
    public void event(byte[] raw) throws IOException {
        said.add(raw);
        channel.event(raw);
    }

    @Override
    public void event(ClientEvent event) throws IOException {
        said.add(EventText.of(event, form));
        channel.event(event);
    }

    @Override
    public void flush() throws IOException {
        channel.flush();
    }

    @Override
    public void keepAlive(Format dialect, StreamForm streamForm) throws IOException {
        channel.keepAlive(dialect, streamForm);
    }

    @Override
    public void finish() throws IOException {
        channel.finish();
    }

    @Override
    public void failureEvent(ClientEvent event) throws IOException {
        said.add(EventText.of(event, form));
        channel.failureEvent(event);
    }

    @Override
    public long lastWriteNanos() {
        return channel.lastWriteNanos();
    }

    @Override
    public ClientSocket socket() {
        return channel.socket();
    }
}
