package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Span;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code stream_options} and finds the smallest edits that make it ask for usage (L-3). */
final class StreamOptionsScan {
    private static final String ASK = "\"include_usage\":true";

    private final JsonParser json;
    private final List<Edit> edits = new ArrayList<>(0);
    private boolean given;
    private boolean includeUsage;
    private boolean mentioned;
    private boolean otherMembers;

    StreamOptionsScan(JsonParser json) {
        this.json = json;
    }

    boolean given() {
        return given;
    }

    boolean includeUsage() {
        return includeUsage;
    }

    /** Empty where the member is no object: the upstream refuses that in its own words. */
    List<Edit> askForUsage() {
        return edits;
    }

    void read() throws IOException {
        given = true;
        includeUsage = false;
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            edits.add(new Edit(RequestScan.span(json), "{" + ASK + "}"));
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
            object();
        }
    }

    private void object() throws IOException {
        int inside = RequestScan.from(json) + 1;
        mentioned = false;
        otherMembers = false;
        JsonBytes.members(json, this::option);
        if (!mentioned) {
            edits.add(new Edit(new Span(inside, inside), otherMembers ? ASK + "," : ASK));
        }
    }

    private void option(String name, JsonParser value) throws IOException {
        if (!name.equals("include_usage")) {
            otherMembers = true;
            return;
        }
        mentioned = true;
        includeUsage = value.currentToken() == JsonToken.VALUE_TRUE;
        if (!includeUsage) {
            edits.add(new Edit(RequestScan.span(value), "true"));
        }
    }
}
