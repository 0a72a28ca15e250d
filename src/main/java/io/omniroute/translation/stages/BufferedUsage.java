package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Usage;
import io.omniroute.translation.StreamState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Adds the buffer to the prompt and the total the client sees (40 section 18). */
record BufferedUsage(long tokens) implements StreamState<ChatEvent, ChatEvent> {
    static Optional<StreamState<ChatEvent, ChatEvent>> begin(ReplyTreatment treatment) {
        return treatment.usageBuffer() > 0
                ? Optional.of(new BufferedUsage(treatment.usageBuffer()))
                : Optional.empty();
    }

    @Override
    public Step<ChatEvent, ChatEvent> on(ChatEvent event) {
        return new Step<>(this, List.of(
                event instanceof ChatEvent.Counted counted ? new ChatEvent.Counted(more(counted.usage())) : event));
    }

    @Override
    public List<ChatEvent> end() {
        return List.of();
    }

    private Usage more(Usage usage) {
        OptionalLong total = usage.total().isPresent()
                ? OptionalLong.of(usage.total().getAsLong() + tokens)
                : OptionalLong.empty();
        return new Usage(usage.prompt() + tokens, usage.completion(), total, usage.cacheRead(), usage.cacheWrite(),
                usage.reasoning(), usage.detail());
    }
}
