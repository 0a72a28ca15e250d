package io.omniroute.upstream.framing;

import io.omniroute.domain.stream.Frame;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * AWS event stream ({@code application/vnd.amazon.eventstream}): both checksums are verified, of the headers only
 * those that say what a message is are looked at.
 *
 * <p>The name of a frame is the event type of an event, {@value #EXCEPTION} and the exception type (for example
 * {@code exception:ThrottlingException}) of an exception, {@value #ERROR} and the error code of an error; null when the
 * headers name nothing. The payload is the message's own, of an error the text of its {@code :error-message}. It may
 * be empty although the name means something.
 *
 * <p>A wrong checksum, a length out of bounds, an unknown header type and an end inside a message are {@code Broken}
 * 502, thrown after the frames before it came out. Source: AWS, "Event stream encoding", read 2026-11.
 */
public final class EventStreamFraming implements Framing {
    public static final String EXCEPTION = "exception:";
    public static final String ERROR = "error:";

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;

    private final PrefixedMessages messages = new PrefixedMessages(new EventStream());

    @Override
    public List<Frame> feed(byte[] buffer, int from, int to) {
        return messages.feed(buffer, from, to);
    }

    /** @throws io.omniroute.domain.failure.GatewayException with {@code Broken} 502 for an end inside a message */
    @Override
    public List<Frame> end() {
        return messages.end();
    }

    private static final class EventStream implements PrefixedMessages.Wire {
        @Override
        public int prefixLength() {
            return PRELUDE;
        }

        /** The lengths are believed only after their checksum. */
        @Override
        public int length(byte[] bytes, int from) {
            check(bytes, from, from + PRELUDE - CHECKSUM);
            long total = PrefixedMessages.unsigned(bytes, from);
            HeldBytes.checkEventSize(total);
            if (total < PRELUDE + CHECKSUM
                    || PrefixedMessages.unsigned(bytes, from + 4) > total - PRELUDE - CHECKSUM) {
                throw PrefixedMessages.broken("the provider sent an event whose lengths contradict each other");
            }
            return (int) total;
        }

        @Override
        public Frame frame(byte[] raw) {
            int dataTo = raw.length - CHECKSUM;
            check(raw, 0, dataTo);
            int dataFrom = PRELUDE + (int) PrefixedMessages.unsigned(raw, 4);
            var headers = EventHeaders.read(raw, PRELUDE, dataFrom);
            String name = name(headers);
            EventHeaders.Span message = headers.find(":error-message");
            return name != null && name.startsWith(ERROR) && message != null
                    ? new Frame(name, raw, raw, message.from(), message.to())
                    : new Frame(name, raw, raw, dataFrom, dataTo);
        }

        private static @Nullable String name(EventHeaders headers) {
            return switch (headers.text(":message-type", "event")) {
                case "exception" -> EXCEPTION + headers.text(":exception-type", "");
                case "error" -> ERROR + headers.text(":error-code", "");
                default -> {
                    String event = headers.text(":event-type", "");
                    yield event.isEmpty() ? null : event;
                }
            };
        }

        /** The checksum of {@code [from, to)} stands behind it. */
        private static void check(byte[] bytes, int from, int to) {
            var crc = new CRC32();
            crc.update(bytes, from, to - from);
            if (crc.getValue() != PrefixedMessages.unsigned(bytes, to)) {
                throw PrefixedMessages.broken("the provider sent an event with a wrong checksum");
            }
        }
    }
}
