package io.omniroute.cache;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What makes two requests the same one (40 section 11): equal signatures may share an answer.
 *
 * @param hex SHA-256 in lower case
 */
public record Signature(String hex) {
    private static final int SHORT = 16;

    /**
     * Where a request is asked and by whom.
     *
     * @param requestedModel as the client wrote it
     * @param resolved {@code provider/model}; empty for a combo, whose answer is its own whoever gives it
     * @param apiKeyId no answer ever goes to another key
     * @param systemPrompt the text that is added on the way
     * @param thinking what becomes of the thinking fields on the way
     */
    public record Scope(String requestedModel, Optional<String> resolved, Optional<String> apiKeyId,
            SystemPrompt systemPrompt, ThinkingBudget thinking) {}

    /**
     * Of a request in the hub's words, in whatever dialect it came. What does not shape the answer does not count: the
     * stream flag, metadata, names of end users, markers of a provider's prompt cache.
     */
    public static Signature of(ChatRequest request, Scope scope) {
        var print = new Fingerprint();
        print.text(scope.requestedModel()).text(scope.resolved()).text(scope.apiKeyId());
        shaping(print, scope);
        new RequestPrint(print).add(request);
        return new Signature(print.hex());
    }

    /** Of a body byte by byte, for requests that nobody has to take apart. */
    public static Signature ofBytes(byte[] body, Scope scope, String dialect) {
        var print = new Fingerprint();
        print.text(scope.requestedModel()).text(scope.resolved()).text(scope.apiKeyId()).text(dialect);
        shaping(print, scope);
        return new Signature(print.text(hash(body)).hex());
    }

    /** SHA-256 of bytes in lower-case hex. */
    public static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Fingerprint.sha256().digest(bytes));
    }

    private static void shaping(Fingerprint print, Scope scope) {
        SystemPrompt prompt = scope.systemPrompt();
        print.text(prompt.inForce() ? Optional.of(prompt.text()) : Optional.empty())
                .flag(prompt.inForce() && prompt.append());
        print.text(scope.thinking().mode().id());
        if (scope.thinking().mode() != ThinkingBudget.Mode.PASSTHROUGH) {
            print.number(scope.thinking().customTokens()).text(scope.thinking().effort().id());
        }
    }

    /** The first 16 digits, for people. */
    public String brief() {
        return hex.substring(0, SHORT);
    }
}
