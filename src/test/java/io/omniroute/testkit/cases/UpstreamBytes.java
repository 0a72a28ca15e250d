package io.omniroute.testkit.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/** The bytes of a case's upstream stream. */
public final class UpstreamBytes {
    private UpstreamBytes() {}

    public static byte[] of(JsonNode stream) {
        if (stream.has("raw_text")) {
            return stream.path("raw_text").asText().getBytes(UTF_8);
        }
        return switch (stream.path("format").asText("sse")) {
            case "aws-event-stream" -> frames(stream.path("events"));
            case "connect-frames" -> HexFormat.of().parseHex(stream.path("body_hex").asText());
            default -> events(stream.path("events"));
        };
    }

    public static String contentType(JsonNode stream) {
        return switch (stream.path("format").asText("sse")) {
            case "aws-event-stream" -> "application/vnd.amazon.eventstream";
            case "connect-frames" -> "application/connect+proto";
            default -> "text/event-stream";
        };
    }

    private static byte[] events(JsonNode events) {
        var text = new StringBuilder();
        for (JsonNode event : events) {
            if (event.has("event")) {
                text.append("event: ").append(event.path("event").asText()).append('\n');
            }
            JsonNode data = event.path("data");
            text.append("data: ").append(data.isTextual() ? data.asText() : data.toString()).append("\n\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] frames(JsonNode events) {
        var all = new ByteArrayOutputStream();
        for (JsonNode event : events) {
            all.writeBytes(frame(event));
        }
        return all.toByteArray();
    }

    /** Public AWS event stream encoding: prelude, headers, payload, each guarded by a CRC-32. */
    private static byte[] frame(JsonNode event) {
        byte[] headers = headers(event.path("headers").properties());
        byte[] payload = event.path("payload").toString().getBytes(UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(16 + headers.length + payload.length);
            out.writeInt(headers.length);
            out.writeInt(crc(bytes.toByteArray()));
            out.write(headers);
            out.write(payload);
            out.writeInt(crc(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] headers(Iterable<Map.Entry<String, JsonNode>> headers) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, JsonNode> header : headers) {
                byte[] name = header.getKey().getBytes(UTF_8);
                byte[] value = header.getValue().asText().getBytes(UTF_8);
                out.writeByte(name.length);
                out.write(name);
                out.writeByte(7);
                out.writeShort(value.length);
                out.write(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
