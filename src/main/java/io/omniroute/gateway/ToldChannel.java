package io.omniroute.gateway;

import io.omniroute.cache.Told;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A client's channel whose complete answers somebody hears of before the client does. Streams pass unheard. */
final class ToldChannel extends PassingChannel {
    private final Map<String, String> added;
    private final Consumer<Told> heard;

    /**
     * @param added headers every complete answer gets
     * @param heard must not throw; it hears of the answer as it was without them
     */
    ToldChannel(ClientChannel channel, Map<String, String> added, Consumer<Told> heard) {
        super(channel);
        this.added = added;
        this.heard = heard;
    }

    @Override
    public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
            throws IOException {
        heard.accept(new Told(status, contentType, headers, body));
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(added);
        return super.answer(status, contentType, all, body);
    }
}
