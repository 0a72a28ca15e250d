package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every dialect says of a failure.
 *
 * @param status 400 to 599, before a dialect maps it
 * @param code the gateway's own word for a refusal; empty where the dialect's table has the word
 * @param message without credentials and without HTML
 * @param param the member at fault
 */
public record Problem(int status, Optional<String> code, String message, @Nullable String param,
        Optional<Duration> retryAfter) {

    private static final int LONGEST_MESSAGE = 4_000;
    /** OpenAI's word, which agents look for before they shorten a conversation. */
    private static final String TOO_LARGE = "context_length_exceeded";
    private static final Pattern SECRET = Pattern.compile("(?i)(\\bbearer\\s+|[?&](?:key|api_key|access_token|token)=)"
            + "[^\\s\"'&<>]+|\\b(?:sk|pk|rk|gsk|xai)-[a-z0-9_-]{12,}|\\bAIza[a-z0-9_-]{16,}");
    /** Where an upstream's body may carry its message, in the order of preference (translation section 11). */
    private static final List<String> PLACES = List.of("error.message", "message", "error", "detail");
    public static Problem of(Failure failure) {
        int status = failure.status() >= 400 && failure.status() < 600 ? failure.status() : 502;
        return switch (failure) {
            case Failure.Refused refused -> new Problem(status,
                    Optional.of(refused.code()).filter(word -> !word.isBlank()),
                    presentable(refused.message(), failure),
                    refused.param(), failure.retryHint());
            case Failure.TooLarge tooLarge -> new Problem(status, Optional.of(TOO_LARGE),
                    presentable(messageOf(tooLarge.rejected()), failure), null, Optional.empty());
            case Failure.Rejected rejected ->
                new Problem(status, Optional.empty(), presentable(messageOf(rejected), failure), null,
                        Optional.empty());
            default -> new Problem(status, Optional.empty(), presentable(failure.message(), failure), null,
                    failure.retryHint());
        };
    }

    private static String messageOf(Failure.Rejected rejected) {
        byte[] body = rejected.body();
        var found = new ArrayList<String>(Arrays.asList(null, null, null, null));
        Payload.read(body, 0, body.length, json -> {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                JsonBytes.elements(json, (none, element) -> collect(element, found));
            } else {
                collect(json, found);
            }
            return Observation.NOTHING;
        });
        return found.stream().filter(text -> text != null && !text.isBlank()).findFirst().orElse(rejected.message());
    }

    private static void collect(JsonParser json, List<@Nullable String> found) throws IOException {
        JsonBytes.members(json, (name, value) -> {
            if (name.equals("error") && value.currentToken().isStructStart()) {
                found.set(0, UpstreamError.read(value).message());
            } else if (PLACES.indexOf(name) > 0) {
                found.set(PLACES.indexOf(name), JsonBytes.text(value));
            }
        });
    }

    private static String presentable(String message, Failure failure) {
        if (message.stripLeading().startsWith("<")) {
            return "the provider answered " + failure.status();
        }
        String masked = SECRET.matcher(message).replaceAll("$1***");
        return masked.length() > LONGEST_MESSAGE ? masked.substring(0, LONGEST_MESSAGE) : masked;
    }
}
