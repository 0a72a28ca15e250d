package io.omniroute.upstream.framing;

import io.omniroute.domain.stream.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of the event that is being read; places are counted from the event's first byte. */
final class SseEvent {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private @Nullable String name;
    /** Names repeat from event to event, so the last one is not built again. */
    private String lastName = "";
    private int dataFrom = -1;
    private int dataTo;
    /** Places of the second and further data lines, two numbers each. */
    private @Nullable List<int[]> furtherLines;

    /** Takes one line, {@code bytes[from, to)} without its end, of the event that begins at {@code start}. */
    void line(byte[] bytes, int start, int from, int to) {
        if (isField(DATA, bytes, from, to)) {
            data(valueFrom(DATA, bytes, from, to) - start, to - start);
        } else if (isField(EVENT, bytes, from, to)) {
            name = name(bytes, valueFrom(EVENT, bytes, from, to), to);
        }
    }

    private void data(int from, int to) {
        if (dataFrom < 0) {
            dataFrom = from;
            dataTo = to;
            return;
        }
        if (furtherLines == null) {
            furtherLines = new ArrayList<>();
        }
        furtherLines.add(new int[]{from, to});
    }

    private static boolean isField(byte[] field, byte[] bytes, int from, int to) {
        int end = from + field.length;
        return to >= end && Arrays.equals(field, 0, field.length, bytes, from, end)
                && (to == end || bytes[end] == ':');
    }

    /** Behind the colon and the one space that may follow it. */
    private static int valueFrom(byte[] field, byte[] bytes, int from, int to) {
        int value = Math.min(from + field.length + 1, to);
        return value < to && bytes[value] == ' ' ? value + 1 : value;
    }

    private @Nullable String name(byte[] bytes, int from, int to) {
        if (lastName.length() != to - from || !matches(lastName, bytes, from)) {
            lastName = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        return lastName.isEmpty() ? null : lastName;
    }

    private static boolean matches(String ascii, byte[] bytes, int from) {
        for (int i = 0; i < ascii.length(); i++) {
            if (ascii.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** The frame of the event that lies in {@code bytes[start, end)}. */
    Frame frame(byte[] bytes, int start, int end) {
        byte[] raw = Arrays.copyOfRange(bytes, start, end);
        if (dataFrom < 0) {
            return Frame.empty(raw);
        }
        if (furtherLines == null) {
            return new Frame(name, raw, raw, dataFrom, dataTo);
        }
        byte[] joined = joined(raw, furtherLines);
        return new Frame(name, raw, joined, 0, joined.length);
    }

    private byte[] joined(byte[] raw, List<int[]> further) {
        var data = new ByteArrayOutputStream(raw.length);
        data.write(raw, dataFrom, dataTo - dataFrom);
        for (int[] line : further) {
            data.write('\n');
            data.write(raw, line[0], line[1] - line[0]);
        }
        return data.toByteArray();
    }

    void clear() {
        name = null;
        dataFrom = -1;
        furtherLines = null;
    }
}
