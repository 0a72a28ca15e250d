package io.omniroute.api;

import java.util.List;

/**
 * What the doors need to know.
 *
 * @param maxBody most bytes of a request body
 * @param corsOrigins origins an operator listed, whose pages may use the API; {@code *} = every one
 */
public record DoorSettings(long maxBody, List<String> corsOrigins) {
    public DoorSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }
}
