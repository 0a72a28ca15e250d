package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Span;
import io.omniroute.translation.RequestHead.Trait;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over {@code messages}: are there any, do their parts give an Anthropic body away, what is in them that not every
 * target takes, and which thinking blocks of assistant turns have a signature that is empty or another vendor's (L-3:
 * made by this gateway for another vendor's model; Anthropic refuses them). A block without any signature is the
 * client's own mistake and stays. An assistant turn that consists of nothing else is taken out as a whole, because an
 * empty turn is refused too and turns of one role may follow each other.
 */
final class MessageScan {
    private final JsonParser json;
    private final List<Edit> edits = new ArrayList<>(0);
    private ElementCuts turns = new ElementCuts();
    private boolean filled;
    private boolean anthropicParts;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    /** Of the message in work. */
    private ElementCuts parts = new ElementCuts();
    private final List<Edit> partEdits = new ArrayList<>(0);
    private @Nullable String role;
    /** Of the part in work. */
    private @Nullable String type;
    private boolean source;
    private boolean emptySignature;

    MessageScan(JsonParser json) {
        this.json = json;
    }

    boolean filled() {
        return filled;
    }

    boolean anthropicParts() {
        return anthropicParts;
    }

    Set<Trait> traits() {
        return traits;
    }

    List<Edit> unsignedThinking() {
        return edits;
    }

    void read() throws IOException {
        filled = false;
        turns = new ElementCuts();
        JsonBytes.elements(json, this::message);
        turns.close();
        edits.addAll(turns.edits());
    }

    private void message(String none, JsonParser message) throws IOException {
        filled = true;
        int from = RequestScan.from(json);
        parts = new ElementCuts();
        partEdits.clear();
        role = null;
        JsonBytes.members(json, this::messageMember);
        json.finishToken();
        var at = new Span(from, (int) json.currentLocation().getByteOffset());
        boolean assistant = "assistant".equals(role);
        boolean emptied = assistant && parts.nothingKept();
        turns.element(at, !emptied);
        if (assistant && !emptied) {
            turns.add(partEdits);
        }
    }

    private void messageMember(String name, JsonParser value) throws IOException {
        switch (name) {
            case "role" -> {
                role = JsonBytes.text(value);
                Trait.ofRole(role).ifPresent(traits::add);
            }
            case "content" -> {
                parts = new ElementCuts();
                JsonBytes.elements(value, this::part);
                parts.close();
                partEdits.addAll(parts.edits());
            }
            case "reasoning_content", "thinking_blocks", "extra_content" ->
                extended(value.currentToken() != JsonToken.VALUE_NULL);
            case "images" -> carries(JsonBytes.filled(value));
            case "is_error" -> carries(value.currentToken() == JsonToken.VALUE_TRUE);
            case "tool_calls" -> JsonBytes.elements(value,
                    (none, call) -> JsonBytes.members(call, (member, it) -> extended(member.equals("extra_content"))));
            default -> {
                // of no interest here; the walk skips it
            }
        }
    }

    private void carries(boolean found) {
        if (found) {
            traits.add(Trait.HUB_CONTENT);
        }
    }

    private void extended(boolean found) {
        if (found) {
            traits.add(Trait.HUB_FIELDS);
        }
    }

    private void part(String none, JsonParser part) throws IOException {
        int from = RequestScan.from(json);
        type = null;
        source = false;
        emptySignature = false;
        JsonBytes.members(json, this::partMember);
        json.finishToken();
        var at = new Span(from, (int) json.currentLocation().getByteOffset());
        parts.element(at, !(emptySignature && "thinking".equals(type)));
        anthropicParts |= "tool_use".equals(type) || "tool_result".equals(type) || (source && "image".equals(type));
    }

    private void partMember(String name, JsonParser value) throws IOException {
        switch (name) {
            case "type" -> type = JsonBytes.text(value);
            case "source" -> source = true;
            case "signature" -> {
                String signature = JsonBytes.text(value);
                emptySignature = signature != null && (signature.isEmpty() || ForeignSignature.wrapped(signature));
            }
            default -> {
                // of no interest here; the walk skips it
            }
        }
    }
}
