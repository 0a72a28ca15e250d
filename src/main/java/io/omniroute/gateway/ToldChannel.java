package io.omniroute.gateway;

import io.omniroute.cache.Told;
import io.omniroute.domain.Format;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A client's channel whose complete answers somebody hears of before the client does. Streams pass unheard. */
final class ToldChannel implements ClientChannel {
    private final ClientChannel channel;
    private final Map<String, String> added;
    private final Consumer<Told> heard;

    /**
     * @param added headers every complete answer gets
     * @param heard must not throw; it hears of the answer as it was without them
     */
    ToldChannel(ClientChannel channel, Map<String, String> added, Consumer<Told> heard) {
        this.channel = channel;
        this.added = added;
        this.heard = heard;
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        heard.accept(new Told(status, contentType, headers, body));
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(added);
        return channel.answer(status, contentType, all, body);
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
