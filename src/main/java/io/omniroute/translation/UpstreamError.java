package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** An error as an upstream words it: a text, or an object with a message and some of type, code and status. */
public final class UpstreamError {
    private @Nullable String message;
    private final List<String> words = new ArrayList<>(2);
    private int status;

    private UpstreamError() {}

    /** Reads the value the parser stands at. */
    public static UpstreamError read(JsonParser json) throws IOException {
        var error = new UpstreamError();
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            error.message = json.getText();
        } else {
            JsonBytes.members(json, error::member);
        }
        return error;
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "message" -> message = JsonBytes.text(json);
            case "type", "code", "status" -> word(json);
            default -> {
                // details, metadata and the like: the walk skips them
            }
        }
    }

    private void word(JsonParser json) throws IOException {
        String text = JsonBytes.text(json);
        if (text != null) {
            words.add(text);
        }
        long number = JsonBytes.count(json);
        if (number >= 400 && number < 600) {
            status = (int) number;
        }
    }

    /**
     * The error as an observer reports it.
     *
     * @param statusOfWord HTTP status of a type or code in the dialect's vocabulary, 0 for one it does not know; asked
     *     only when the error names no status itself. Known to none: 502
     */
    public StreamFailure failure(ToIntFunction<String> statusOfWord) {
        int found = status;
        for (String word : words) {
            found = found == 0 ? statusOfWord.applyAsInt(word) : found;
        }
        String text = message();
        return new StreamFailure(found == 0 ? 502 : found, text == null ? "the provider reported an error" : text);
    }

    @Nullable
    String message() {
        return message == null || message.isBlank() ? null : message;
    }
}
