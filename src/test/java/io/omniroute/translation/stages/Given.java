package io.omniroute.translation.stages;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Small words for the tests of stages. */
final class Given {
    private Given() {}

    static ChatRequest chat(Message... messages) {
        return ChatRequest.builder("asked").messages(List.of(messages)).build();
    }

    static Message says(Role role, String text) {
        return Message.says(role, text);
    }

    static Message user(Part... parts) {
        return new Message(Role.USER, List.of(parts));
    }

    static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    static Part call(String id, String name) {
        return new Part.ToolCall(id, name, "{}");
    }

    static Message result(String id, String text) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, text)));
    }

    /** One that knows its tool's name, as a stage leaves it. */
    static Message result(String id, String name, String text) {
        return new Message(Role.TOOL, List.of(answer(id, name, text, false)));
    }

    static Message missing(String id, String name) {
        return new Message(Role.TOOL, List.of(answer(id, name, ToolAnswers.MISSING, true)));
    }

    private static Part answer(String id, String name, String text, boolean failed) {
        return new Part.ToolResult(id, Optional.of(name), List.of(new Part.Text(text)), failed, Optional.empty());
    }

    static Target target(Format format, String provider, String model, Ability... unable) {
        Capabilities able = CapabilityRules.of(format, provider, model, OptionalLong.empty(), Map.of());
        for (Ability ability : unable) {
            able = able.with(ability, false);
        }
        return new Target(provider, model, able, false, Map.of(), new Ids("seed"));
    }

    static ChatRequest claude(RequestStage stage, Message... messages) {
        return stage.apply(chat(messages), Format.CLAUDE, target(Format.CLAUDE, "claude", "claude-sonnet-4-5"));
    }

    static List<Message> openAi(RequestStage stage, Message... messages) {
        return stage.apply(chat(messages), Format.OPENAI, target(Format.OPENAI, "openai", "gpt-4.1")).messages();
    }

    static List<Role> roles(List<Message> messages) {
        return messages.stream().map(Message::role).toList();
    }

    static List<String> callIds(List<Message> messages) {
        return messages.stream().flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance).map(part -> ((Part.ToolCall) part).id()).toList();
    }

    static List<String> resultIds(List<Message> messages) {
        return messages.stream().flatMap(message -> message.parts().stream())
                .filter(Part.ToolResult.class::isInstance).map(part -> ((Part.ToolResult) part).callId()).toList();
    }

    static String text(Message message) {
        return String.join("|", Arrays.asList(message.parts().stream().filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text()).toArray(String[]::new)));
    }
}
