package io.omniroute.translation.stages;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Target;

/** A developer speaks as the system where the role is unknown. */
final class DeveloperRole implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        boolean openAi = to == Format.OPENAI || to == Format.OPENAI_RESPONSES;
        if ((openAi && target.capabilities().can(Ability.DEVELOPER_ROLE))
                || request.messages().stream().noneMatch(DeveloperRole::isDevelopers)) {
            return request;
        }
        return request.withMessages(request.messages().stream()
                .map(message -> isDevelopers(message) ? message.withRole(Role.SYSTEM) : message).toList());
    }

    private static boolean isDevelopers(Message message) {
        return message.role() == Role.DEVELOPER;
    }
}
