package io.omniroute.translation;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects one of the parallel answers of a stream. */
final class ChoiceFolder {
    private final List<Growing> parts = new ArrayList<>();
    private final Map<Integer, Growing> calls = new HashMap<>();
    private final List<Annotation> annotations = new ArrayList<>();
    private @Nullable Map<String, List<Json>> logprobs;
    private @Nullable Finish finish;

    /** A part that may still get longer. */
    private static final class Growing {
        private final Class<? extends Part> kind;
        private final StringBuilder text = new StringBuilder();
        private Function<String, Part> made;
        private boolean closed;

        Growing(Class<? extends Part> kind, Function<String, Part> made) {
            this.kind = kind;
            this.made = made;
        }

        Part part() {
            return made.apply(text.toString());
        }
    }

    void text(String text) {
        grow(Part.Text.class, Part.Text::new, text);
    }

    void reasoning(String text) {
        grow(Part.Reasoning.class, Part.Reasoning::new, text);
    }

    /** Signs the block in work, or stands for one that is shown by its signature alone. */
    void signed(Signature signature) {
        Growing block = open(Part.Reasoning.class, Part.Reasoning::new);
        block.made = text -> new Part.Reasoning(text, Optional.of(signature));
        block.closed = true;
    }

    void redacted(String data) {
        add(new Part.Redacted(data));
    }

    void marked(Signature signature) {
        add(new Part.Mark(signature));
    }

    void refusal(String text) {
        grow(Part.Refusal.class, Part.Refusal::new, text);
    }

    void open(ChatEvent.CallOpened call) {
        var growing = new Growing(Part.ToolCall.class, arguments -> new Part.ToolCall(call.id(), call.name(),
                arguments, call.custom(), call.signature()));
        growing.closed = true;
        parts.add(growing);
        calls.put(call.call(), growing);
    }

    void arguments(int call, String piece) {
        Growing open = calls.get(call);
        if (open != null) {
            open.text.append(piece);
        }
    }

    void image(Media image) {
        add(new Part.Image(image));
    }

    void cited(Annotation annotation) {
        annotations.add(annotation);
    }

    /** The arrays of all pieces one behind the other; of anything else the last value. */
    void weighed(Json.Obj piece) {
        Map<String, List<Json>> known = logprobs == null ? new LinkedHashMap<>() : logprobs;
        logprobs = known;
        piece.members().forEach((name, value) -> known.computeIfAbsent(name, it -> new ArrayList<>()).add(value));
    }

    void finished(Finish how) {
        finish = how;
    }

    /** The answer; empty while it has not finished. */
    Optional<Choice> choice(int index) {
        return Optional.ofNullable(finish).map(how -> new Choice(index, parts.stream().map(Growing::part).toList(),
                annotations, Optional.ofNullable(logprobs).map(ChoiceFolder::joined), how));
    }

    private void grow(Class<? extends Part> kind, Function<String, Part> made, String text) {
        if (!text.isEmpty()) {
            open(kind, made).text.append(text);
        }
    }

    private Growing open(Class<? extends Part> kind, Function<String, Part> made) {
        Growing last = parts.isEmpty() ? null : parts.getLast();
        if (last != null && last.kind == kind && !last.closed) {
            return last;
        }
        var fresh = new Growing(kind, made);
        parts.add(fresh);
        return fresh;
    }

    private void add(Part whole) {
        var closed = new Growing(whole.getClass(), text -> whole);
        closed.closed = true;
        parts.add(closed);
    }

    private static Json.Obj joined(Map<String, List<Json>> pieces) {
        var members = Json.Obj.builder();
        pieces.forEach((name, values) -> members.put(name, joined(values)));
        return members.build();
    }

    private static Json joined(List<Json> values) {
        List<Json.Arr> arrays = values.stream().filter(Json.Arr.class::isInstance).map(Json.Arr.class::cast).toList();
        return arrays.isEmpty()
                ? values.getLast()
                : new Json.Arr(arrays.stream().flatMap(array -> array.elements().stream()).toList());
    }
}
