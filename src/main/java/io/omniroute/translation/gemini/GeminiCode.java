package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.util.Locale;
import java.util.Optional;

/** Code the model ran and what came out, as fenced blocks on lines of their own (GO-16, RG-10). */
final class GeminiCode {
    private GeminiCode() {}

    /**
     * The block of a part that holds code or a result; empty for other parts.
     *
     * @param lineOpen the text before it does not end with a line break
     */
    static Optional<String> block(Json.Obj part, boolean lineOpen) {
        Optional<String> block = part.object("executableCode")
                .map(code -> fenced(language(code), code.text("code").orElse("")))
                .or(() -> part.object("codeExecutionResult")
                        .map(result -> fenced("output", result.text("output").orElse(""))));
        return block.map(text -> lineOpen ? '\n' + text : text);
    }

    private static String language(Json.Obj code) {
        String language = code.text("language").orElse("").toLowerCase(Locale.ROOT);
        return language.equals("language_unspecified") ? "" : language;
    }

    private static String fenced(String language, String text) {
        String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
        String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return fence + language + '\n' + text + end + fence + '\n';
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
