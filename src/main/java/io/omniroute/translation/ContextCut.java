package io.omniroute.translation;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.translation.stages.ContextSize;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A conversation that was made to fit (40 section 14).
 *
 * @param originalTokens estimated, before
 * @param finalTokens estimated, after
 */
public record ContextCut(long originalTokens, long finalTokens) {
    static Optional<ContextCut> of(ChatRequest asked, ChatRequest staged, OptionalLong window) {
        if (window.isEmpty() || ContextSize.tokens(asked) <= ContextSize.room(window.getAsLong())) {
            return Optional.empty();
        }
        return Optional.of(new ContextCut(ContextSize.tokens(asked), ContextSize.tokens(staged)));
    }

    /** The value of {@code X-OmniRoute-Context}. */
    public String text() {
        return "compressed; original=" + originalTokens + "; final=" + finalTokens;
    }
}
