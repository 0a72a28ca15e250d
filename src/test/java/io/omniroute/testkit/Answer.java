package io.omniroute.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a simulator sends: status, headers, and the body in the pieces in which it goes to the socket.
 *
 * @param chunked true for a body of unknown length, false for one with {@code Content-Length}
 * @param beforeHead pause before the status line
 * @param between pause between two pieces
 */
public record Answer(int status, Map<String, String> headers, List<byte[]> pieces, boolean chunked, Ending ending,
        Duration beforeHead, Duration between) {
    /** What happens after the last piece. */
    public enum Ending {
        /** the body ends as it should */
        COMPLETE,
        /** the connection is closed in the middle of the body */
        CUT,
        /** nothing more is sent, the connection stays open */
        SILENCE,
        /** the last piece is repeated until the client leaves */
        ENDLESS
    }

    static Answer json(int status, String body) {
        return new Answer(status, Map.of("content-type", "application/json"),
                List.of(body.getBytes(StandardCharsets.UTF_8)), false, Ending.COMPLETE, Duration.ZERO, Duration.ZERO);
    }

    static Answer stream(String contentType, List<byte[]> pieces) {
        return new Answer(200, Map.of("content-type", contentType, "cache-control", "no-cache"), pieces, true,
                Ending.COMPLETE, Duration.ZERO, Duration.ofMillis(1));
    }

    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, pieces, chunked, ending, beforeHead, between);
    }

    Answer ending(Ending how) {
        return new Answer(status, headers, pieces, chunked, how, beforeHead, between);
    }

    Answer after(Duration pause) {
        return new Answer(status, headers, pieces, chunked, ending, pause, between);
    }

    Answer every(Duration pause) {
        return new Answer(status, headers, pieces, chunked, ending, beforeHead, pause);
    }

    Answer keeping(int count) {
        return new Answer(status, headers, pieces.subList(0, Math.min(count, pieces.size())), chunked, ending,
                beforeHead, between);
    }

    /** The same bytes in pieces of a few bytes each, so that characters and lines are torn. */
    Answer torn(int size) {
        var whole = new java.io.ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        var bytes = whole.toByteArray();
        var torn = new ArrayList<byte[]>();
        for (int at = 0; at < bytes.length; at += size) {
            torn.add(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return new Answer(status, headers, torn, chunked, ending, beforeHead, Duration.ZERO);
    }
}
