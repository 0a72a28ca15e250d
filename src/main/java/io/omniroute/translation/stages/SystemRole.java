package io.omniroute.translation.stages;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** For a model without a system role the first user message begins with the system's texts. */
final class SystemRole implements RequestStage {
    private static final String BLANK_LINE = "\n\n";

    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        List<Message> system = request.messages().stream().filter(SystemRole::isSystems).toList();
        if (system.isEmpty() || target.capabilities().can(Ability.SYSTEM_ROLE)) {
            return request;
        }
        var others = new ArrayList<>(request.messages());
        others.removeIf(SystemRole::isSystems);
        List<Part> said = system.stream().flatMap(message -> message.parts().stream()).toList();
        return said.isEmpty() ? request.withMessages(others) : request.withMessages(led(others, said));
    }

    private static List<Message> led(List<Message> messages, List<Part> said) {
        int first = 0;
        while (first < messages.size() && messages.get(first).role() != Role.USER) {
            first++;
        }
        if (first == messages.size()) {
            messages.addFirst(new Message(Role.USER, lead(said)));
        } else {
            Message user = messages.get(first);
            messages.set(first, user.withParts(joined(lead(said), user.parts())));
        }
        return messages;
    }

    /** All texts in one, a blank line between two; whatever else a system message holds behind them. */
    private static List<Part> lead(List<Part> said) {
        String text = said.stream().filter(Part.Text.class::isInstance).map(part -> ((Part.Text) part).text())
                .filter(it -> !it.isEmpty()).collect(Collectors.joining(BLANK_LINE));
        var lead = new ArrayList<Part>(said);
        lead.removeIf(Part.Text.class::isInstance);
        if (!text.isEmpty()) {
            lead.addFirst(new Part.Text(text));
        }
        return lead;
    }

    /** One text and one text are a text again; anything else is a list. */
    private static List<Part> joined(List<Part> lead, List<Part> user) {
        if (lead.size() == 1 && user.size() == 1 && lead.getFirst() instanceof Part.Text system
                && user.getFirst() instanceof Part.Text text && text.cacheControl().isEmpty()) {
            return List.of(new Part.Text(system.text() + BLANK_LINE + text.text()));
        }
        var all = new ArrayList<Part>(lead);
        all.addAll(user);
        return all;
    }

    private static boolean isSystems(Message message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }
}
