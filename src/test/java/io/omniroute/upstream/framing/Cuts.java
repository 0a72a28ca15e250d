package io.omniroute.upstream.framing;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Feeds a stream in pieces and notes what came out and how it ended. */
public final class Cuts {
    private Cuts() {}

    /** @param broken the failure that ended it, null for a regular end */
    public record Outcome(List<Frame> frames, Failure broken) {
        List<String> shown() {
            List<String> shown = new ArrayList<>(SseFramingTest.shown(frames));
            shown.add(String.valueOf(broken));
            return shown;
        }
    }

    public static Outcome of(Framing framing, byte[] bytes, int size) {
        List<Frame> frames = new ArrayList<>();
        try {
            for (int from = 0; from < bytes.length; from += size) {
                frames.addAll(framing.feed(bytes, from, Math.min(bytes.length, from + size)));
            }
            frames.addAll(framing.end());
            return new Outcome(frames, null);
        } catch (GatewayException e) {
            return new Outcome(frames, e.failure());
        }
    }

    public static Outcome of(Framing framing, byte[] bytes) {
        return of(framing, bytes, Math.max(1, bytes.length));
    }

    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** A copy with some bytes changed, and maybe cut short. */
    static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
