package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Folding;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Translation;
import io.omniroute.upstream.framing.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Makes one answer of a stream nobody wanted as a stream (10 section 3.3). */
final class Collecting {
    private static final int BUFFER = 4 * 1024;
    private static final int MOST_UNREADABLE = 3;

    private final Exchange exchange;
    private final int mostBytes;
    private final List<ChatEvent> events = new ArrayList<>();
    private StreamState<Frame, ChatEvent> decoding;
    private int unreadable;
    private boolean over;

    Collecting(Exchange exchange, Translation translation, int mostBytes) {
        this.exchange = exchange;
        this.mostBytes = mostBytes;
        decoding = translation.decoder();
    }

    /** @throws GatewayException with {@code Broken} for a stream that fails or ends before its finish */
    ChatReply read(InputStream body, Framing framing) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = body.read(buffer); count >= 0; count = over ? -1 : body.read(buffer)) {
            exchange.heardUpstream();
            bytes += count;
            if (bytes > mostBytes) {
                throw new GatewayException(new Failure.Broken(502, "the provider's answer is too large"));
            }
            framing.feed(buffer, 0, count).forEach(this::decode);
        }
        if (!over) {
            framing.end().forEach(this::decode);
            decoding.end().forEach(this::add);
        }
        return Folding.fold(events);
    }

    private void decode(Frame frame) {
        StreamState.Step<Frame, ChatEvent> step = decoding.on(frame);
        decoding = step.next();
        step.out().forEach(this::add);
    }

    private void add(ChatEvent event) {
        switch (event) {
            case ChatEvent.Failed failed ->
                throw new GatewayException(new Failure.Broken(failed.status(), failed.message()));
            case ChatEvent.Unreadable odd -> {
                unreadable++;
                if (unreadable >= MOST_UNREADABLE) {
                    throw new GatewayException(new Failure.Broken(502, "the provider's stream is not readable"));
                }
            }
            default -> {
                unreadable = 0;
                over |= event instanceof ChatEvent.Ended;
                if (exchange.phase() == Exchange.Phase.FIRST_CONTENT && event.commits()) {
                    exchange.enter(Exchange.Phase.STREAM);
                }
                if (event.commits()) {
                    exchange.heardContent(0);
                }
                events.add(event);
            }
        }
    }
}
