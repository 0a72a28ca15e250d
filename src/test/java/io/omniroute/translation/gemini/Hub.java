package io.omniroute.translation.gemini;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Small hub values for tests, and a readable print of a request. */
public final class Hub {
    public static final Ids IDS = new Ids("seed");

    private Hub() {}

    public static Target target(String model, ThinkingStyle style) {
        var able = EnumSet.of(Ability.FUNCTION_CALL_ID, Ability.VISION, Ability.AUDIO, Ability.PDF);
        return new Target("gemini", model, new Capabilities(OptionalLong.empty(), style, able), false,
                Map.of("project", "p1", "connection", "c1"), IDS);
    }

    public static Target flash25() {
        return target("gemini-2.5-flash", ThinkingStyle.BUDGET);
    }

    public static Target flash3() {
        return target("gemini-3-flash", ThinkingStyle.LEVEL);
    }

    public static Answering answering(ChatRequest asked) {
        return new Answering(asked, ToolNames.SAME, "asked-model", 1_760_000_000, IDS);
    }

    public static Answering answering() {
        return answering(asks(Message.says(Role.USER, "Hi")));
    }

    public static ChatRequest asks(Message... messages) {
        return ChatRequest.builder("alias").messages(List.of(messages)).build();
    }

    public static Message says(Role role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    public static Message result(String id, String tool, String text) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, Optional.of(tool),
                List.of(new Part.Text(text)), false, Optional.empty())));
    }

    public static Signature google(String value) {
        return new Signature(Signature.Origin.GOOGLE, value);
    }

    public static Signature anthropic(String value) {
        return new Signature(Signature.Origin.ANTHROPIC, value);
    }

    public static Part.ToolCall signed(String id, String name, String arguments, Signature signature) {
        return new Part.ToolCall(id, name, arguments, false, Optional.of(signature));
    }

    public static Tool.Function function(String name, String schema) {
        return new Tool.Function(name, Optional.of("does " + name), Optional.of(object(schema)), Optional.empty(),
                Optional.empty());
    }

    /** Single quotes stand for double ones. */
    public static Json.Obj object(String json) {
        return (Json.Obj) JsonText.parse(json.replace('\'', '"')).orElseThrow();
    }

    public static Json.Obj object(byte[] json) {
        return (Json.Obj) JsonText.parse(json).orElseThrow();
    }

    public static Frame frame(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new Frame(null, bytes, bytes, 0, bytes.length);
    }

    /** One line per thing said. */
    public static List<String> printed(ChatRequest request) {
        var lines = new ArrayList<String>();
        lines.add("model " + request.model() + " stream " + request.stream());
        for (Message message : request.messages()) {
            lines.add(message.role().toString());
            message.parts().forEach(part -> lines.add("  " + part));
        }
        request.tools().forEach(tool -> lines.add("tool " + tool));
        request.toolChoice().ifPresent(choice -> lines.add("choice " + choice));
        request.maxTokens().ifPresent(most -> lines.add("most " + most));
        request.replyFormat().ifPresent(format -> lines.add("format " + format));
        lines.add("stop " + request.stop() + " candidates " + request.candidates());
        lines.add("reasoning " + request.reasoning());
        request.knobs().forEach((knob, value) -> lines.add(knob + " " + JsonText.write(value)));
        lines.add("dropped " + request.dropped() + " extras " + JsonText.write(request.extras()));
        return lines.stream().flatMap(line -> line.lines()).toList();
    }
}
