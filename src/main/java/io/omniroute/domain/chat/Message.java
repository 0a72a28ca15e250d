package io.omniroute.domain.chat;

import java.util.List;
import java.util.Optional;

/**
 * One turn or a piece of one.
 *
 * @param parts in order; empty when the source's content was empty or null
 * @param name of the participant where a client gives one
 */
public record Message(Role role, List<Part> parts, Optional<String> name) {
    public Message {
        parts = List.copyOf(parts);
    }

    public Message(Role role, List<Part> parts) {
        this(role, parts, Optional.empty());
    }

    public static Message says(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    public Message withParts(List<? extends Part> others) {
        return new Message(role, List.copyOf(others), name);
    }

    public Message withRole(Role other) {
        return new Message(other, parts, name);
    }
}
