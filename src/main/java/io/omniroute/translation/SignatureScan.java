package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Span;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the history of a Gemini or Responses body for signatures that another vendor made (P09): the target could
 * not verify them and would refuse the request. Gemini's are replaced by the value Google documents for a history of
 * another model (OG-13); a reasoning item of the Responses API is taken out.
 */
final class SignatureScan {
    /** Source: ai.google.dev, "Thought signatures", read 2026-11. */
    private static final String NOT_TO_BE_VERIFIED = "\"skip_thought_signature_validator\"";

    private final JsonParser json;
    private final List<Edit> edits = new ArrayList<>(0);
    /** Of the item in work. */
    private boolean foreign;

    SignatureScan(JsonParser json) {
        this.json = json;
    }

    List<Edit> edits() {
        return edits;
    }

    /** Reads Gemini's {@code contents}; answers whether there are any. */
    boolean read() throws IOException {
        var filled = new boolean[1];
        JsonBytes.elements(json, (none, content) -> {
            filled[0] = true;
            JsonBytes.members(json, (name, value) -> {
                if (name.equals("parts")) {
                    JsonBytes.elements(json, (nothing, part) -> JsonBytes.members(json, this::partMember));
                }
            });
        });
        return filled[0];
    }

    private void partMember(String name, JsonParser value) throws IOException {
        boolean signature = name.equals("thoughtSignature") || name.equals("thought_signature");
        String text = signature ? JsonBytes.text(value) : null;
        if (text != null && ForeignSignature.wrapped(text)) {
            edits.add(new Edit(RequestScan.span(json), NOT_TO_BE_VERIFIED));
        }
    }

    /** Reads {@code input} of the Responses API; answers whether it has items. */
    boolean readItems() throws IOException {
        var cuts = new ElementCuts();
        var filled = new boolean[1];
        JsonBytes.elements(json, (none, item) -> {
            filled[0] = true;
            int from = RequestScan.from(json);
            foreign = false;
            JsonBytes.members(json, this::itemMember);
            json.finishToken();
            cuts.element(new Span(from, (int) json.currentLocation().getByteOffset()), !foreign);
        });
        cuts.close();
        edits.addAll(cuts.edits());
        return filled[0];
    }

    private void itemMember(String name, JsonParser value) throws IOException {
        if (name.equals("encrypted_content")) {
            String text = JsonBytes.text(value);
            foreign = text != null && ForeignSignature.wrapped(text);
        }
    }
}
