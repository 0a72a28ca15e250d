package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.translation.RequestHead.Ask;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a request says about its conversation and the answer it wants, whatever the dialect. */
final class AskScan {
    /**
     * Claude Code ends {@code metadata.user_id} with {@code _session_<uuid>}; its newer form is JSON text with a member
     * {@code session_id}.
     */
    private static final Pattern SESSION = Pattern.compile("(?:_session_|\"session_id\"\\s*:\\s*\")([\\w.:-]{1,128})");

    private @Nullable String cacheKey;
    private @Nullable String session;
    private OptionalInt maxOutput = OptionalInt.empty();
    private OptionalDouble temperature = OptionalDouble.empty();
    private boolean tools;
    private long answers = 1;

    /** Looks at a top-level member; leaves the parser on the value or at its end. */
    void member(String name, JsonParser value) throws IOException {
        switch (name) {
            case "prompt_cache_key" -> cacheKey = JsonBytes.text(value);
            case "metadata" -> JsonBytes.members(value, this::metadata);
            case "generationConfig" -> JsonBytes.members(value, this::generation);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> maxOutput = number(value);
            default -> sampling(name, value);
        }
    }

    private void sampling(String name, JsonParser value) throws IOException {
        switch (name) {
            case "temperature" -> temperature = temperature(value);
            case "options" -> JsonBytes.members(value, this::option);
            case "tools", "functions" -> tools |= JsonBytes.filled(value);
            case "n" -> answers = JsonBytes.count(value);
            default -> {
                // says nothing of the kind
            }
        }
    }

    /** Ollama's. */
    private void option(String name, JsonParser value) throws IOException {
        if (name.equals("temperature")) {
            temperature = temperature(value);
        }
    }

    /** What is given and no number is no temperature anybody can compare. */
    private static OptionalDouble temperature(JsonParser value) throws IOException {
        return switch (value.currentToken()) {
            case VALUE_NULL -> OptionalDouble.empty();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> OptionalDouble.of(value.getDoubleValue());
            default -> OptionalDouble.of(Double.NaN);
        };
    }

    private void metadata(String name, JsonParser value) throws IOException {
        String user = name.equals("user_id") ? JsonBytes.text(value) : null;
        if (user != null) {
            Matcher matcher = SESSION.matcher(user);
            session = matcher.find() ? matcher.group(1) : session;
        }
    }

    private void generation(String name, JsonParser value) throws IOException {
        switch (name) {
            case "maxOutputTokens" -> maxOutput = number(value);
            case "temperature" -> temperature = temperature(value);
            case "candidateCount" -> answers = JsonBytes.count(value);
            default -> {
                // tunes the answer in ways nobody asks about here
            }
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
                maxOutput, new RequestHead.Sampling(temperature, tools, answers));
    }
}
