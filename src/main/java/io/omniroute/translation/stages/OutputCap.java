package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.translation.Target;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * No answer may have more tokens than a policy allows (40 section 8).
 *
 * @param most empty = no limit
 */
record OutputCap(OptionalInt most) implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        if (most.isEmpty() || request.maxTokens().orElse(Long.MAX_VALUE) <= most.getAsInt()) {
            return request;
        }
        return request.toBuilder().maxTokens(OptionalLong.of(most.getAsInt())).build();
    }
}
