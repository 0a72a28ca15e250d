package io.omniroute.gateway;

import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.settings.LogSettings.Payloads;
import io.omniroute.domain.stream.ClientEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the call log keeps of a request's bodies while it runs: their beginnings, or all of them within reason. */
final class KeptBodies {
    /** 8192 characters of the largest. */
    private static final int BEGINNING = 4 * 8_192 + 4;
    private static final int WHOLE = 4 << 20;

    private final byte[] request;
    private final Recording response;
    private final Room room;

    private KeptBodies(byte[] request, Recording response, Room room) {
        this.request = request;
        this.response = response;
        this.room = room;
    }

    /** Null where nothing is to be kept, or nothing can for want of room. */
    static @Nullable KeptBodies of(Inbound inbound, Payloads payloads, Room room) {
        boolean wanted = payloads != Payloads.NONE && inbound.caller().key().filter(ApiKey::noLog).isEmpty();
        if (!wanted) {
            return null;
        }
        int most = payloads == Payloads.FULL ? WHOLE : BEGINNING;
        byte[] body = inbound.body().bytes();
        byte[] request = body.length <= most ? body : Arrays.copyOf(body, most);
        return room.take(request.length) ? new KeptBodies(request, new Recording(room, most), room) : null;
    }

    ClientChannel listening(ClientChannel channel) {
        return new Listening(channel, response);
    }

    /** The bodies; to be asked for once, at the end. */
    CallEntry.Bodies end() {
        room.give(request.length + response.held());
        return new CallEntry.Bodies(request, response.bytes());
    }

    /** A channel of which the answers and events are kept as far as there is room. */
    private static final class Listening extends PassingChannel {
        private final Recording said;

        Listening(ClientChannel channel, Recording said) {
            super(channel);
            this.said = said;
        }

        @Override
        public boolean answer(int status, String contentType, Map<String, String> headers, byte[] body)
                throws IOException {
            boolean answered = super.answer(status, contentType, headers, body);
            if (answered) {
                said.add(body);
            }
            return answered;
        }

        @Override
        public void event(byte[] raw) throws IOException {
            said.add(raw);
            super.event(raw);
        }

        @Override
        public void event(ClientEvent event) throws IOException {
            keep(event);
            super.event(event);
        }

        private void keep(ClientEvent event) {
            if (said.whole()) {
                said.add(EventText.of(event, StreamForm.SERVER_SENT_EVENTS));
            }
        }

        @Override
        public void failureEvent(ClientEvent event) throws IOException {
            keep(event);
            super.failureEvent(event);
        }
    }
}
