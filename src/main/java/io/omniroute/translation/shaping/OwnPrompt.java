package io.omniroute.translation.shaping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.translation.RequestHead.Span;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operator's system prompt in each dialect's place for it (40 section 15). */
final class OwnPrompt {
    private static final String BLANK_LINE = "\n\n";

    private OwnPrompt() {}

    static void add(OwnBody own, Format format, SystemPrompt prompt) {
        switch (format) {
            case OPENAI -> messages(own, prompt);
            case OPENAI_RESPONSES -> own.set("instructions", joined(own.value("instructions"), prompt));
            case CLAUDE -> own.set("system", joined(own.value("system"), prompt));
            case GEMINI -> gemini(own, prompt);
            case GEMINI_CLI, ANTIGRAVITY, KIRO, CURSOR, OLLAMA -> {
                // no executor speaks them to an upstream, so nothing keeps them
            }
        }
    }

    /** Text and text are one text, a blank line between; to blocks it is a block more. */
    private static Json joined(Optional<Json> before, SystemPrompt prompt) {
        if (before.isPresent() && before.get() instanceof Json.Arr blocks) {
            return with(blocks.elements(), Json.Obj.builder().put("type", "text").put("text", prompt.text()).build(),
                    prompt.append());
        }
        String said = before.isPresent() && before.get() instanceof Json.Str text ? text.value() : "";
        if (said.isEmpty()) {
            return new Json.Str(prompt.text());
        }
        return new Json.Str(prompt.append() ? said + BLANK_LINE + prompt.text() : prompt.text() + BLANK_LINE + said);
    }

    private static void gemini(OwnBody own, SystemPrompt prompt) {
        String name = own.has("system_instruction") ? "system_instruction" : "systemInstruction";
        Json.Obj part = Json.Obj.of("text", new Json.Str(prompt.text()));
        Optional<Json> before = own.value(name);
        if (before.isPresent() && before.get() instanceof Json.Str text) {
            List<Json> said = List.of(Json.Obj.of("text", text));
            own.set(name, Json.Obj.of("parts", with(said, part, prompt.append())));
            return;
        }
        Json.Obj content = own.object(name);
        List<Json> parts = content.object("parts").map(one -> List.<Json>of(one))
                .orElseGet(() -> content.elements("parts"));
        own.set(name, content.with("parts", with(parts, part, prompt.append())));
    }

    private static Json.Arr with(List<Json> elements, Json added, boolean last) {
        var all = new ArrayList<>(elements);
        all.add(last ? all.size() : 0, added);
        return new Json.Arr(all);
    }

    /** A message of its own, before all others or behind the leading system ones. */
    private static void messages(OwnBody own, SystemPrompt prompt) {
        Optional<Span> place = own.place("messages");
        if (place.isEmpty()) {
            return;
        }
        String message = JsonText
                .write(Json.Obj.builder().put("role", "system").put("content", prompt.text()).build());
        Leading leading = Leading.of(own.original(), place.get());
        if (prompt.append() && leading.to() > 0) {
            own.insert(leading.to(), ',' + message);
        } else {
            own.insert(place.get().from() + 1, leading.empty() ? message : message + ',');
        }
    }

    /**
     * How a message array begins.
     *
     * @param empty there is no message
     * @param to where the last of the leading system messages ends; 0 = there is none
     */
    private record Leading(boolean empty, int to) {
        static Leading of(byte[] body, Span array) {
            try (JsonParser json = JsonBytes.parser(body, array.from(), array.to())) {
                json.nextToken();
                boolean empty = json.nextToken() == JsonToken.END_ARRAY;
                int to = 0;
                while (json.currentToken() == JsonToken.START_OBJECT && systems(json)) {
                    to = array.from() + (int) json.currentLocation().getByteOffset();
                    json.nextToken();
                }
                return new Leading(empty, to);
            } catch (IOException e) {
                throw new UncheckedIOException("a body that was read before cannot be read", e);
            }
        }

        /** Reads the message to its end. */
        private static boolean systems(JsonParser json) throws IOException {
            boolean[] systems = {false};
            JsonBytes.members(json, (name, value) -> {
                if (name.equals("role")) {
                    String role = JsonBytes.text(value);
                    systems[0] = "system".equals(role) || "developer".equals(role);
                }
            });
            return systems[0];
        }
    }
}
