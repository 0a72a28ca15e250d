package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.usage.TokenUsage;

/** What a complete answer of the hub says, in the words the corridor acts on. */
final class Meanings {
    private Meanings() {}

    static Observation of(ChatReply reply) {
        int characters = 0;
        boolean content = false;
        for (Choice choice : reply.choices()) {
            content |= !choice.parts().isEmpty();
            for (Part part : choice.parts()) {
                characters += characters(part);
            }
        }
        TokenUsage usage = reply.usage().map(Usage::counted).orElse(null);
        return new Observation(content, true, true, false, usage, null, false, characters);
    }

    private static int characters(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().length();
            case Part.Reasoning reasoning -> reasoning.text().length();
            case Part.Refusal refusal -> refusal.text().length();
            case Part.ToolCall call -> call.name().length() + call.arguments().length();
            case Part.Image image -> 0;
            case Part.Audio audio -> 0;
            case Part.Document document -> 0;
            case Part.Redacted redacted -> 0;
            case Part.Mark mark -> 0;
            case Part.ToolResult result -> 0;
        };
    }
}
