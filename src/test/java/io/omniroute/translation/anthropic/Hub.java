package io.omniroute.translation.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import io.omniroute.upstream.framing.SseFraming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the tests of this dialect say in few words. */
final class Hub {
    static final AnthropicDialect DIALECT = new AnthropicDialect();
    static final Capabilities BUDGET = new Capabilities(OptionalLong.of(64_000), ThinkingStyle.BUDGET,
            Set.of(Ability.TEMPERATURE_WITH_TOP_P, Ability.SAMPLING_PARAMS, Ability.STRUCTURED_OUTPUT));
    static final Capabilities ADAPTIVE = new Capabilities(OptionalLong.of(128_000), ThinkingStyle.ADAPTIVE,
            Set.of(Ability.TEMPERATURE_WITH_TOP_P, Ability.STRUCTURED_OUTPUT));
    static final Capabilities OLD = new Capabilities(OptionalLong.empty(), ThinkingStyle.NONE,
            Set.of(Ability.TEMPERATURE_WITH_TOP_P, Ability.SAMPLING_PARAMS));

    private Hub() {}

    static Json.Obj json(String text) {
        return (Json.Obj) JsonText.parse(text.replace('\'', '"')).orElseThrow(
                () -> new IllegalArgumentException("no JSON: " + text));
    }

    static Target target(Capabilities capabilities) {
        return new Target("claude", "claude-x", capabilities, false, Map.of(), new Ids("seed"));
    }

    static ChatRequest.Builder asking(Message... messages) {
        return ChatRequest.builder("alias").messages(List.of(messages));
    }

    static Message user(String text) {
        return Message.says(Role.USER, text);
    }

    static Message assistant(Part... parts) {
        return new Message(Role.ASSISTANT, List.of(parts));
    }

    static Message result(String id, String text) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, text)));
    }

    static Tool.Function function(String name) {
        return new Tool.Function(name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Answering answering() {
        return new Answering(asking(user("Hi")).build(), ToolNames.SAME, "claude-x", 1_760_000_000L, new Ids("seed"));
    }

    static ChatRequest decoded(String body) {
        return DIALECT.decodeRequest(json(body), "alias", false);
    }

    /** The body that goes out. */
    static Json.Obj encoded(ChatRequest.Builder request, Capabilities capabilities) {
        byte[] body = DIALECT.encodeRequest(request.build(), target(capabilities)).body();
        return (Json.Obj) JsonText.parse(body).orElseThrow();
    }

    static List<Frame> frames(byte[] bytes, int size) {
        var framing = new SseFraming();
        var frames = new ArrayList<Frame>();
        for (int from = 0; from < bytes.length; from += size) {
            frames.addAll(framing.feed(bytes, from, Math.min(bytes.length, from + size)));
        }
        frames.addAll(framing.end());
        return frames;
    }

    static Frame frame(String data) {
        byte[] bytes = data.replace('\'', '"').getBytes(UTF_8);
        return new Frame(null, bytes, bytes, 0, bytes.length);
    }

    static <I, O> List<O> run(StreamState<I, O> start, List<I> inputs) {
        var out = new ArrayList<O>();
        StreamState<I, O> state = start;
        for (I input : inputs) {
            var step = state.on(input);
            out.addAll(step.out());
            state = step.next();
        }
        out.addAll(state.end());
        return out;
    }

    static List<ChatEvent> read(String... data) {
        return run(DIALECT.decoder(answering()), List.of(data).stream().map(Hub::frame).toList());
    }

    static List<String> written(ChatEvent... events) {
        return lines(run(DIALECT.encoder(answering()), List.of(events)));
    }

    static List<String> lines(List<ClientEvent> events) {
        return events.stream().map(it -> it.name() + " " + new String(it.json(), UTF_8)).toList();
    }

    static ChatReply reply(Choice choice) {
        return new ChatReply("Ab12", "gpt-x", 1_760_000_000L, Optional.empty(), List.of(choice), Optional.empty());
    }

    static Json.Obj written(ChatReply reply) {
        return (Json.Obj) JsonText.parse(DIALECT.encodeReply(reply, answering())).orElseThrow();
    }

    /** The request line by line, without what it does not say. */
    static String printed(ChatRequest request) {
        var lines = new ArrayList<String>();
        for (Message message : request.messages()) {
            lines.add(message.role() + ":");
            message.parts().forEach(part -> lines.add("  " + part));
        }
        request.tools().forEach(tool -> lines.add("tool " + tool));
        request.toolChoice().ifPresent(it -> lines.add("choice " + it));
        request.parallelToolCalls().ifPresent(it -> lines.add("parallel " + it));
        request.maxTokens().ifPresent(it -> lines.add("max " + it));
        request.stop().forEach(it -> lines.add("stop " + it));
        request.replyFormat().ifPresent(it -> lines.add("format " + it));
        lines.add("reasoning " + request.reasoning());
        request.knobs().forEach((knob, value) -> lines.add("knob " + knob + " " + value));
        lines.add("stream " + request.stream() + " usage " + request.includeUsage());
        request.dropped().forEach(it -> lines.add("dropped " + it));
        request.extras().members().forEach((name, value) -> lines.add("extra " + name + " " + value));
        return String.join("\n", lines) + "\n";
    }
}
