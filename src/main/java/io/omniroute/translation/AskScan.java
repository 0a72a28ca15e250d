package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.translation.RequestHead.Ask;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a request says about its conversation and the length of its answer, whatever the dialect. */
final class AskScan {
    /**
     * Claude Code ends {@code metadata.user_id} with {@code _session_<uuid>}; its newer form is JSON text with a member
     * {@code session_id}.
     */
    private static final Pattern SESSION = Pattern.compile("(?:_session_|\"session_id\"\\s*:\\s*\")([\\w.:-]{1,128})");

    private @Nullable String cacheKey;
    private @Nullable String session;
    private OptionalInt maxOutput = OptionalInt.empty();

    /** Looks at a top-level member; leaves the parser on the value or at its end. */
    void member(String name, JsonParser value) throws IOException {
        switch (name) {
            case "prompt_cache_key" -> cacheKey = JsonBytes.text(value);
            case "metadata" -> JsonBytes.members(value, this::metadata);
            case "generationConfig" -> JsonBytes.members(value, this::generation);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> maxOutput = number(value);
            default -> {
                // says nothing of the kind
            }
        }
    }

    private void metadata(String name, JsonParser value) throws IOException {
        String user = name.equals("user_id") ? JsonBytes.text(value) : null;
        if (user != null) {
            Matcher matcher = SESSION.matcher(user);
            session = matcher.find() ? matcher.group(1) : session;
        }
    }

    private void generation(String name, JsonParser value) throws IOException {
        if (name.equals("maxOutputTokens")) {
            maxOutput = number(value);
        }
    }

    private static OptionalInt number(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_NUMBER_INT
                && value.getNumberType() == JsonParser.NumberType.INT
                        ? OptionalInt.of(value.getIntValue())
                        : OptionalInt.empty();
    }

    Ask found() {
        return new Ask(
                Optional.ofNullable(cacheKey).filter(key -> !key.isBlank()).or(() -> Optional.ofNullable(session)),
                maxOutput);
    }
}
