package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.translation.Target;
import java.util.ArrayList;

/** The operator's system prompt as a message of its own, before all others or behind the leading system ones. */
record AddedPrompt(SystemPrompt prompt) implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        if (!prompt.inForce()) {
            return request;
        }
        var messages = new ArrayList<>(request.messages());
        messages.add(prompt.append() ? leading(request) : 0, Message.says(Role.SYSTEM, prompt.text()));
        return request.withMessages(messages);
    }

    private static int leading(ChatRequest request) {
        int leading = 0;
        for (Message message : request.messages()) {
            if (message.role() != Role.SYSTEM && message.role() != Role.DEVELOPER) {
                break;
            }
            leading++;
        }
        return leading;
    }
}
