package io.omniroute.translation.cursor;

import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Tool;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the tests of this dialect begin with. */
final class Cursor {
    static final String MODEL = "claude-4.5-sonnet";
    static final Ids IDS = new Ids("seed");
    static final Map<String, String> MACHINE = Map.of("platform", "linux", "arch", "x64", "version", "v20.0.0", "cwd",
            "/", "timestamp", "2026-02-18T00:00:00.000Z");

    private Cursor() {}

    static Target target(Map<String, String> account) {
        return new Target("cursor", MODEL, new Capabilities(OptionalLong.empty(), ThinkingStyle.NONE, Set.of()), true,
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

    static Tool.Function function(String name, String parameters) {
        return new Tool.Function(name, Optional.empty(),
                parameters.isEmpty() ? Optional.empty() : Optional.of(json(parameters)), Optional.empty(),
                Optional.empty());
    }

    static Encoded encode(ChatRequest.Builder request) {
        return new CursorDialect().encodeRequest(request.build(), target(MACHINE));
    }

    static Json.Obj json(String text) {
        return (Json.Obj) JsonText.parse(text).orElseThrow();
    }

    static Frame frame(String name, byte[] payload) {
        return new Frame(name, payload, payload, 0, payload.length);
    }

    /** All events of these frames, those of the end included. */
    static List<ChatEvent> play(ToolNames names, List<Frame> frames) {
        var events = new ArrayList<ChatEvent>();
        StreamState<Frame, ChatEvent> state = new CursorDialect().decoder(answering(names));
        for (Frame frame : frames) {
            var step = state.on(frame);
            events.addAll(step.out());
            state = step.next();
        }
        events.addAll(state.end());
        return events;
    }
}
