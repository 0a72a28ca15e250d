package io.omniroute.upstream.framing;

import io.omniroute.domain.stream.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a JSON array that is sent over time, each as soon as it is complete (SP-11).
 *
 * <p>The opening bracket, commas and white space before an element are part of its raw bytes, so an element can be
 * written on its own behind the ones before it; the closing bracket is an empty frame. A body that is no array is one
 * frame: an object when it is complete, anything else at the end.
 */
public final class JsonArrayFraming implements Framing {
    private enum Place {
        BEFORE, BETWEEN, ELEMENT, SCALAR, BEHIND, NO_JSON
    }

    /** Answers of a step that completed nothing: look at the next byte, or at none of this read. */
    private static final int GO_ON = -2;
    private static final int TO_THE_END = -1;

    private final HeldBytes held = new HeldBytes();
    private Place place = Place.BEFORE;
    private boolean inArray;
    private JsonEnd element = new JsonEnd();
    /** Where the scan goes on and where the payload began, from the start of the held bytes. */
    private int scanned;
    private int dataFrom;

    @Override
    public List<Frame> feed(byte[] buffer, int from, int to) {
        List<Frame> frames = new ArrayList<>(4);
        if (held.length() == 0) {
            int rest = cut(buffer, from, to, frames);
            held.append(buffer, rest, to);
        } else {
            held.append(buffer, from, to);
            held.dropBefore(cut(held.array(), 0, held.length(), frames));
        }
        return frames;
    }

    private int cut(byte[] bytes, int from, int to, List<Frame> frames) {
        int start = from;
        int i = start + scanned;
        while (i < to) {
            int end = switch (place) {
                case BEFORE, BETWEEN -> between(bytes[i], i, start);
                case ELEMENT -> element.find(bytes, i, to);
                case SCALAR -> endsScalar(bytes[i]) ? i : GO_ON;
                case BEHIND, NO_JSON -> TO_THE_END;
            };
            if (end >= 0) {
                frames.add(frame(bytes, start, end));
                start = end;
                dataFrom = 0;
                i = end;
            } else {
                i = end == GO_ON ? i + 1 : to;
            }
        }
        scanned = i - start;
        HeldBytes.checkEventSize(to - start);
        return start;
    }

    private int between(byte b, int i, int start) {
        if (!JsonEnd.isSpace(b) && b != ',') {
            begin(b, i - start);
        }
        return place == Place.BEHIND ? i + 1 : GO_ON;
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == ']' || JsonEnd.isSpace(b);
    }

    private void begin(byte b, int at) {
        if (place == Place.BEFORE && b == '[') {
            inArray = true;
            place = Place.BETWEEN;
        } else if (b == ']' && inArray) {
            place = Place.BEHIND;
        } else {
            dataFrom = at;
            element = new JsonEnd();
            boolean delimited = element.opens(b);
            place = delimited ? Place.ELEMENT : inArray ? Place.SCALAR : Place.NO_JSON;
        }
    }

    private Frame frame(byte[] bytes, int start, int end) {
        HeldBytes.checkEventSize(end - start);
        byte[] raw = Arrays.copyOfRange(bytes, start, end);
        if (place == Place.BEHIND) {
            return Frame.empty(raw);
        }
        place = inArray ? Place.BETWEEN : Place.BEHIND;
        return new Frame(null, raw, raw, dataFrom, raw.length);
    }

    @Override
    public List<Frame> end() {
        if (held.length() == 0) {
            return List.of();
        }
        byte[] raw = Arrays.copyOf(held.array(), held.length());
        held.dropBefore(held.length());
        return List.of(place == Place.NO_JSON ? new Frame(null, raw, raw, dataFrom, raw.length) : Frame.empty(raw));
    }
}
