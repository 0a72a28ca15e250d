package io.omniroute.domain.chat;

import java.util.Optional;

/**
 * How an answer ended.
 *
 * @param vendorReason the upstream's own word
 * @param stopSequence which of the client's stop texts ended it, where the upstream tells
 */
public record Finish(FinishReason reason, Optional<String> vendorReason, Optional<String> stopSequence) {
    public Finish(FinishReason reason) {
        this(reason, Optional.empty(), Optional.empty());
    }
}
