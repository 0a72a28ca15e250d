package io.omniroute.domain.chat;

import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a client asked, in the hub's words.
 *
 * @param model as the client named it; a target sends its own
 * @param tools in the client's order
 * @param maxTokens most output tokens allowed, reasoning included; empty = the provider's own default
 * @param stop texts that end the answer
 * @param candidates how many answers ({@code n}); at least 1
 * @param reasoning what it asks about thinking
 * @param knobs parameters that tune the answer, each as given; null values are left out
 * @param includeUsage the client wants usage in its stream
 * @param dropped what decoding or a stage had to leave out, as paths or names of the client's own body
 * @param extras top-level fields of the client's dialect the hub does not know
 * @param echo what the client's dialect repeats in its answer (Responses); empty elsewhere
 */
public record ChatRequest(String model, List<Message> messages, List<Tool> tools, Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelToolCalls, OptionalLong maxTokens, List<String> stop, int candidates,
        Optional<ReplyFormat> replyFormat, ReasoningControl reasoning, Map<Knob, Json> knobs, boolean stream,
        boolean includeUsage, List<String> dropped, Json.Obj extras, Json.Obj echo) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        stop = List.copyOf(stop);
        var ordered = new EnumMap<Knob, Json>(Knob.class);
        ordered.putAll(knobs);
        knobs = Collections.unmodifiableMap(ordered);
        dropped = List.copyOf(dropped);
        if (candidates < 1) {
            throw new IllegalArgumentException("at least one answer is asked for, was " + candidates);
        }
    }

    public static Builder builder(String model) {
        return new Builder(model);
    }

    public Optional<Json> knob(Knob knob) {
        return Optional.ofNullable(knobs.get(knob));
    }

    public ChatRequest withMessages(List<Message> others) {
        return toBuilder().messages(others).build();
    }

    public Builder toBuilder() {
        var builder = new Builder(model);
        builder.messages.addAll(messages);
        builder.tools.addAll(tools);
        builder.toolChoice = toolChoice;
        builder.parallelToolCalls = parallelToolCalls;
        builder.maxTokens = maxTokens;
        builder.stop = stop;
        builder.candidates = candidates;
        builder.replyFormat = replyFormat;
        builder.reasoning = reasoning;
        builder.knobs.putAll(knobs);
        builder.stream = stream;
        builder.includeUsage = includeUsage;
        builder.dropped.addAll(dropped);
        builder.extras = extras;
        builder.echo = echo;
        return builder;
    }

    /** Collects a request field by field; decoders and stages use it. */
    public static final class Builder {
        private static final int MOST_NAMED = 500;

        private String model;
        private final List<Message> messages = new ArrayList<>();
        private final List<Tool> tools = new ArrayList<>();
        private Optional<ToolChoice> toolChoice = Optional.empty();
        private Optional<Boolean> parallelToolCalls = Optional.empty();
        private OptionalLong maxTokens = OptionalLong.empty();
        private List<String> stop = List.of();
        private int candidates = 1;
        private Optional<ReplyFormat> replyFormat = Optional.empty();
        private ReasoningControl reasoning = ReasoningControl.NONE;
        private final Map<Knob, Json> knobs = new EnumMap<>(Knob.class);
        private boolean stream;
        private boolean includeUsage;
        private final Set<String> dropped = new LinkedHashSet<>();
        private Json.Obj extras = Json.Obj.EMPTY;
        private Json.Obj echo = Json.Obj.EMPTY;

        private Builder(String model) {
            this.model = model;
        }

        public Builder model(String value) {
            model = value;
            return this;
        }

        public Builder message(Message message) {
            messages.add(message);
            return this;
        }

        public Builder messages(List<Message> all) {
            messages.clear();
            messages.addAll(all);
            return this;
        }

        public Builder tool(Tool tool) {
            tools.add(tool);
            return this;
        }

        public Builder tools(List<? extends Tool> all) {
            tools.clear();
            tools.addAll(all);
            return this;
        }

        public Builder toolChoice(Optional<? extends ToolChoice> value) {
            toolChoice = value.map(it -> it);
            return this;
        }

        public Builder parallelToolCalls(Optional<Boolean> value) {
            parallelToolCalls = value;
            return this;
        }

        public Builder maxTokens(OptionalLong value) {
            maxTokens = value;
            return this;
        }

        public Builder stop(List<String> value) {
            stop = value;
            return this;
        }

        public Builder candidates(int value) {
            candidates = value;
            return this;
        }

        public Builder replyFormat(Optional<? extends ReplyFormat> value) {
            replyFormat = value.map(it -> it);
            return this;
        }

        public Builder reasoning(ReasoningControl value) {
            reasoning = value;
            return this;
        }

        /** A null literal counts as not given. */
        public Builder knob(Knob knob, Json value) {
            if (value != Json.Literal.NULL) {
                knobs.put(knob, value);
            }
            return this;
        }

        public Builder withoutKnob(Knob knob) {
            knobs.remove(knob);
            return this;
        }

        public Builder stream(boolean value) {
            stream = value;
            return this;
        }

        public Builder includeUsage(boolean value) {
            includeUsage = value;
            return this;
        }

        /** Names something that is left out; once is enough, and nobody reads hundreds. */
        public Builder dropped(String what) {
            if (dropped.size() < MOST_NAMED) {
                dropped.add(what);
            }
            return this;
        }

        public Builder extras(Json.Obj value) {
            extras = value;
            return this;
        }

        public Builder echo(Json.Obj value) {
            echo = value;
            return this;
        }

        public ChatRequest build() {
            return new ChatRequest(model, messages, tools, toolChoice, parallelToolCalls, maxTokens, stop, candidates,
                    replyFormat, reasoning, knobs, stream, includeUsage, List.copyOf(dropped), extras, echo);
        }
    }
}
