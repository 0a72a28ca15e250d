package io.omniroute.domain.lab;

import io.omniroute.domain.Format;
import java.util.List;

/**
 * A request in another format.
 *
 * @param model as the target names it
 * @param body JSON, or the payload of a frame where the wire is not JSON
 * @param dropped what was left out on the way
 */
public record Translated(Format format, String model, boolean stream, byte[] body, List<String> dropped) {
    public Translated {
        dropped = List.copyOf(dropped);
    }
}
