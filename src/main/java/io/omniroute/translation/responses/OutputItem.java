package io.omniroute.translation.responses;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;

/** Reads an output item; a message or reasoning item is content when it holds some, any other (a call) by itself. */
final class OutputItem {
    private String type = "";
    private boolean filled;

    void read(JsonParser json) throws IOException {
        JsonBytes.members(json, this::member);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "type" -> type = json.getText();
            case "content", "summary" -> filled |= JsonBytes.filled(json);
            default -> {
                // id, status, arguments: the type tells enough
            }
        }
    }

    boolean content() {
        boolean beginsEmpty = type.equals("message") || type.equals("reasoning");
        return filled || (!beginsEmpty && !type.isEmpty());
    }
}
