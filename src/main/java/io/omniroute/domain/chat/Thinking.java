package io.omniroute.domain.chat;

import java.util.Optional;

/** How the model shall think, where the client says it in Anthropic's or Google's way. */
public sealed interface Thinking {
    /** @param budgetTokens most tokens of it @param display Anthropic's word on how it is shown */
    record Enabled(long budgetTokens, Optional<String> display) implements Thinking {}

    record Disabled() implements Thinking {}

    /** As much as the model thinks right. */
    record Adaptive(Optional<String> display) implements Thinking {}
}
