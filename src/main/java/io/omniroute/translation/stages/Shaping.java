package io.omniroute.translation.stages;

import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the operator wants changed of a request to one model (40 sections 8, 14, 15).
 *
 * @param thinking {@link Mode#PASSTHROUGH} where the model does not reason and its mode would ask it to
 * @param maxTokens most output tokens a policy allows
 * @param contextTokens the model's context window where conversations are to be made fit; empty = they are not
 */
public record Shaping(ThinkingBudget thinking, SystemPrompt prompt, OptionalInt maxTokens,
        OptionalLong contextTokens) {
    public static final Shaping NONE = new Shaping(ThinkingBudget.DEFAULTS, SystemPrompt.NONE, OptionalInt.empty(),
            OptionalLong.empty());
    /** Whether every request is changed; the context window concerns only those that exceed it. */
    public boolean inForce() {
        return changesThinking() || prompt.inForce() || maxTokens.isPresent();
    }

    public boolean changesThinking() {
        return thinking.mode() != Mode.PASSTHROUGH;
    }
}
