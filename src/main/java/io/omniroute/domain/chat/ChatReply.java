package io.omniroute.domain.chat;

import java.util.List;
import java.util.Optional;

/**
 * A complete answer: the same as its stream of {@link ChatEvent}s seen at once.
 *
 * @param id without any dialect's prefix
 * @param model as the upstream reports it
 * @param createdSeconds since the epoch
 * @param serviceTier as reported
 */
public record ChatReply(String id, String model, long createdSeconds, Optional<String> serviceTier,
        List<Choice> choices, Optional<Usage> usage) {
    public ChatReply {
        choices = List.copyOf(choices);
    }
}
