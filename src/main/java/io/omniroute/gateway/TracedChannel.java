package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.log.Masked;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.util.Map;

/** A client's channel of which everything that was said is kept, keep-alives excepted: they come from another thread. */
final class TracedChannel extends PassingChannel {
    private final Recording said;
    private StreamForm form = StreamForm.SERVER_SENT_EVENTS;
    private boolean begun;

    TracedChannel(ClientChannel channel, Recording said) {
        super(channel);
        this.said = said;
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        boolean answered = super.answer(status, contentType, headers, body);
        if (answered) {
            head(status, contentType, headers);
            said.add(body);
        }
        return answered;
    }

    @Override
    public void beginStream(Format dialect, StreamForm streamForm, Map<String, String> headers) throws IOException {
        super.beginStream(dialect, streamForm, headers);
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
        super.event(raw);
    }

    @Override
    public void event(ClientEvent event) throws IOException {
        said.add(EventText.of(event, form));
        super.event(event);
    }

    @Override
    public void failureEvent(ClientEvent event) throws IOException {
        said.add(EventText.of(event, form));
        super.failureEvent(event);
    }

}
