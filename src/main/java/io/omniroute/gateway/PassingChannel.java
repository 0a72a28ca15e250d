package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.util.Map;

/** Hands everything on to a client's channel; who wants to hear of something overrides it. */
abstract class PassingChannel implements ClientChannel {
    private final ClientChannel channel;

    PassingChannel(ClientChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        return channel.answer(status, contentType, headers, body);
    }

    @Override
    public void beginStream(Format dialect, StreamForm form, Map<String, String> headers) throws IOException {
        channel.beginStream(dialect, form, headers);
    }

    @Override
    public void event(byte[] raw) throws IOException {
        channel.event(raw);
    }

    @Override
    public void event(ClientEvent event) throws IOException {
        channel.event(event);
    }

    @Override
    public void flush() throws IOException {
        channel.flush();
    }

    @Override
    public void keepAlive(Format dialect, StreamForm form) throws IOException {
        channel.keepAlive(dialect, form);
    }

    @Override
    public void finish() throws IOException {
        channel.finish();
    }

    @Override
    public void failureEvent(ClientEvent event) throws IOException {
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
