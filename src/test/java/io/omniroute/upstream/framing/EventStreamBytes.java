package io.omniroute.upstream.framing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes AWS event stream messages, as a provider does. */
public final class EventStreamBytes {
    private EventStreamBytes() {}

    public static byte[] event(String type, String payload) {
        return message(Map.of(":message-type", "event", ":event-type", type), payload);
    }

    public static byte[] exception(String type, String payload) {
        return message(Map.of(":message-type", "exception", ":exception-type", type), payload);
    }

    /** With string headers. */
    public static byte[] message(Map<String, String> headers, String payload) {
        var written = new ByteArrayOutputStream();
        headers.forEach((name, value) -> written.writeBytes(header(name, 7, sized(value.getBytes(UTF_8)))));
        return message(written.toByteArray(), payload.getBytes(UTF_8));
    }

    static byte[] message(byte[] headers, byte[] payload) {
        int total = 16 + headers.length + payload.length;
        return message(total, headers, payload);
    }

    /** With a total length that may be a lie; the checksums are right. */
    static byte[] message(int total, byte[] headers, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(16 + headers.length + payload.length);
        out.putInt(total).putInt(headers.length).putInt(crc(out.array(), 8)).put(headers).put(payload);
        return out.putInt(crc(out.array(), out.position())).array();
    }

    static byte[] header(String name, int type, byte[] value) {
        byte[] utf8 = name.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + utf8.length + value.length).put((byte) utf8.length).put(utf8).put((byte) type)
                .put(value).array();
    }

    static byte[] sized(byte[] value) {
        return ByteBuffer.allocate(2 + value.length).putShort((short) value.length).put(value).array();
    }

    /** One after the other. */
    public static byte[] joined(byte[]... messages) {
        var all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        return all.toByteArray();
    }

    private static int crc(byte[] bytes, int to) {
        var crc = new CRC32();
        crc.update(bytes, 0, to);
        return (int) crc.getValue();
    }
}
