package io.omniroute.translation.stages;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.translation.Target;
import java.util.Optional;

/** A Claude or Gemini model asked for under an id that ends in {@code -thinking} thinks, unasked (40 section 15). */
final class ThinkingById implements RequestStage {
    private static final String SUFFIX = "-thinking";
    private static final long BUDGET = 10_240;

    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        ReasoningControl said = request.reasoning();
        boolean asked = said.effort().isPresent() || said.thinking().isPresent();
        boolean named = request.model().endsWith(SUFFIX) || target.model().endsWith(SUFFIX);
        if (asked || !named || target.capabilities().thinking() == ThinkingStyle.NONE) {
            return request;
        }
        Thinking thinking = new Thinking.Enabled(BUDGET, Optional.empty());
        return request.toBuilder().reasoning(new ReasoningControl(Optional.empty(), Optional.of(thinking),
                said.includeThoughts(), said.summary())).build();
    }
}
