package io.omniroute.translation.stages;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes the thoughts out of the text of models that write them between tags (stream rules section 5), one machine per
 * choice, until the answer brings reasoning of its own.
 *
 * @param first the machine's first moment
 * @param choices where the others are by now
 */
record ThinkExtraction(ThinkMachine first, Map<Integer, ThinkMachine> choices)
        implements
            StreamState<ChatEvent, ChatEvent> {
    static Optional<StreamState<ChatEvent, ChatEvent>> begin(ReplyTreatment treatment) {
        boolean implicit = treatment.capabilities().can(Ability.IMPLICIT_THINK);
        return implicit || treatment.capabilities().can(Ability.THINK_TAGS)
                ? Optional.of(new ThinkExtraction(ThinkMachine.begin(treatment.tags(), implicit), Map.of()))
                : Optional.empty();
    }

    @Override
    public Step<ChatEvent, ChatEvent> on(ChatEvent event) {
        return switch (EventKind.of(event)) {
            case TEXT -> text(event);
            case REASONING -> nativeReasoning(event);
            case BLOCK -> isReasoning(event) ? nativeReasoning(event) : interrupted(event);
            case REFUSAL, FINISH -> interrupted(event);
            case END -> new Step<>(StreamState.unchanged(), allFlushed(List.of(event)));
            case CALL_PIECE, SIDE, OTHER -> new Step<>(this, List.of(event));
        };
    }

    @Override
    public List<ChatEvent> end() {
        return allFlushed(List.of());
    }

    private Step<ChatEvent, ChatEvent> text(ChatEvent piece) {
        int choice = EventKind.choice(piece);
        ThinkMachine before = choices.getOrDefault(choice, first);
        var out = new ThinkMachine.Out(choice);
        ThinkMachine after = before.on(EventKind.text(piece), out);
        return new Step<>(with(choice, before, after), out.events());
    }

    /** What the upstream itself calls reasoning settles it: from here on text is text. */
    private Step<ChatEvent, ChatEvent> nativeReasoning(ChatEvent event) {
        return new Step<>(StreamState.unchanged(), allFlushed(List.of(event)));
    }

    private static boolean isReasoning(ChatEvent event) {
        return event instanceof ChatEvent.ReasoningSigned || event instanceof ChatEvent.RedactedReasoning;
    }

    private Step<ChatEvent, ChatEvent> interrupted(ChatEvent event) {
        int choice = EventKind.choice(event);
        ThinkMachine before = choices.getOrDefault(choice, first);
        var out = new ThinkMachine.Out(choice);
        ThinkMachine after = before.flush(out);
        List<ChatEvent> all = new ArrayList<>(out.events());
        all.add(event);
        return new Step<>(with(choice, before, after), all);
    }

    private List<ChatEvent> allFlushed(List<ChatEvent> behind) {
        var all = new ArrayList<ChatEvent>();
        new TreeMap<>(choices).forEach((choice, machine) -> {
            var out = new ThinkMachine.Out(choice);
            machine.flush(out);
            all.addAll(out.events());
        });
        all.addAll(behind);
        return all;
    }

    private ThinkExtraction with(int choice, ThinkMachine before, ThinkMachine after) {
        if (before == after && choices.containsKey(choice)) {
            return this;
        }
        var more = new HashMap<>(choices);
        more.put(choice, after);
        return new ThinkExtraction(first, more);
    }
}
