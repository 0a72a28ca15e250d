package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Custom tools that went out as functions come back as custom tools (OC-33): their arguments are gathered, and the text
 * inside them is the call's one piece.
 *
 * @param names of the client's custom tools
 * @param open calls whose arguments are still coming
 */
record CustomCalls(Set<String> names, Map<Call, Pieces> open) implements StreamState<ChatEvent, ChatEvent> {
    private static final String INPUT = "input";

    record Call(int choice, int number) {}

    static Optional<StreamState<ChatEvent, ChatEvent>> begin(ReplyTreatment treatment) {
        Set<String> custom = treatment.names().custom();
        return custom.isEmpty() ? Optional.empty() : Optional.of(new CustomCalls(custom, Map.of()));
    }

    @Override
    public Step<ChatEvent, ChatEvent> on(ChatEvent event) {
        if (event instanceof ChatEvent.CallOpened call) {
            return !call.custom() && names.contains(call.name()) ? opened(call) : new Step<>(this, List.of(call));
        }
        if (event instanceof ChatEvent.CallPiece piece && open.containsKey(new Call(piece.choice(), piece.call()))) {
            return gathered(piece);
        }
        return other(event);
    }

    @Override
    public List<ChatEvent> end() {
        return closed(call -> true, List.of()).out();
    }

    private Step<ChatEvent, ChatEvent> opened(ChatEvent.CallOpened call) {
        return new Step<>(with(new Call(call.choice(), call.call()), Pieces.NONE), List.of(new ChatEvent.CallOpened(
                call.choice(), call.call(), call.id(), call.name(), true, call.signature())));
    }

    private Step<ChatEvent, ChatEvent> gathered(ChatEvent.CallPiece piece) {
        var call = new Call(piece.choice(), piece.call());
        return new Step<>(with(call, open.getOrDefault(call, Pieces.NONE).and(piece.arguments())), List.of());
    }

    /** Content that is no call comes behind complete calls, as in every stream; so does the end. */
    private Step<ChatEvent, ChatEvent> other(ChatEvent event) {
        int choice = EventKind.choice(event);
        return switch (EventKind.of(event)) {
            case TEXT, REASONING, REFUSAL, BLOCK, FINISH -> closed(call -> call.choice() == choice, List.of(event));
            case END -> closed(call -> true, List.of(event));
            case CALL_PIECE, SIDE, OTHER -> new Step<>(this, List.of(event));
        };
    }

    private Step<ChatEvent, ChatEvent> closed(Predicate<Call> which, List<ChatEvent> behind) {
        if (open.isEmpty()) {
            return new Step<>(this, behind);
        }
        var out = new ArrayList<ChatEvent>();
        var rest = new LinkedHashMap<Call, Pieces>();
        open.forEach((call, pieces) -> {
            if (!which.test(call)) {
                rest.put(call, pieces);
                return;
            }
            String input = unwrapped(pieces.joined());
            if (!input.isEmpty()) {
                out.add(new ChatEvent.CallPiece(call.choice(), call.number(), input));
            }
        });
        out.addAll(behind);
        return new Step<>(new CustomCalls(names, rest), out);
    }

    /** What is not of the agreed form stays as the model wrote it. */
    private static String unwrapped(String arguments) {
        return JsonText.parse(arguments).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast)
                .flatMap(object -> object.text(INPUT)).orElse(arguments);
    }

    private CustomCalls with(Call call, Pieces pieces) {
        var more = new LinkedHashMap<>(open);
        more.put(call, pieces);
        return new CustomCalls(names, more);
    }
}
