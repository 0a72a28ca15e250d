package io.omniroute.translation.kiro;

import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What the tests of this dialect begin with. */
final class Kiro {
    static final String MODEL = "claude-sonnet-4.5";
    static final Ids IDS = new Ids("seed");
    static final Target TARGET = target(Map.of());

    private Kiro() {}

    static Target target(Map<String, String> account) {
        return new Target("kiro", MODEL, new Capabilities(OptionalLong.empty(), ThinkingStyle.NONE, Set.of()), true,
                account, IDS);
    }

    static Answering answering(ToolNames names) {
        return new Answering(ChatRequest.builder("alias").build(), names, MODEL, 1_700_000_000, IDS);
    }

    static ChatRequest.Builder asks(Message... messages) {
        return ChatRequest.builder("alias").messages(List.of(messages));
    }

    static Message says(Role role, String text) {
        return Message.says(role, text);
    }

    static Message says(Role role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    static Encoded encode(ChatRequest.Builder request) {
        return new KiroDialect().encodeRequest(request.build(), TARGET);
    }

    static Json.Obj body(ChatRequest.Builder request) {
        return (Json.Obj) JsonText.parse(encode(request).body()).orElseThrow();
    }

    static Json.Obj json(String text) {
        return (Json.Obj) JsonText.parse(text).orElseThrow();
    }

    static Frame frame(String name, String payload) {
        byte[] bytes = payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Frame(name, bytes, bytes, 0, bytes.length);
    }

    /** All events of these frames, those of the end included. */
    static List<ChatEvent> play(List<Frame> frames) {
        return play(new KiroDialect().decoder(answering(ToolNames.SAME)), frames);
    }

    static List<ChatEvent> play(Frame... frames) {
        return play(List.of(frames));
    }

    static List<ChatEvent> play(StreamState<Frame, ChatEvent> start, List<Frame> frames) {
        var events = new ArrayList<ChatEvent>();
        StreamState<Frame, ChatEvent> state = start;
        for (Frame frame : frames) {
            var step = state.on(frame);
            events.addAll(step.out());
            state = step.next();
        }
        events.addAll(state.end());
        return events;
    }
}
