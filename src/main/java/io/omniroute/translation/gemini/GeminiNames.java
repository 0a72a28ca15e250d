package io.omniroute.translation.gemini;

import io.omniroute.translation.ToolNames;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names on this wire: members in camelCase, enum values in capitals, tools (T-8). */
final class GeminiNames {
    /** Letters, digits, {@code _ . : -}, a letter or {@code _} first, 64 characters (OG-11). */
    static final ToolNames.Rule TOOLS = new ToolNames.Rule(Pattern.compile("[^a-zA-Z0-9_.:-]|^[^a-zA-Z_]"), 64);

    private GeminiNames() {}

    /** A member's name in camelCase. */
    static String camel(String name) {
        if (name.indexOf('_') <= 0) {
            return name;
        }
        var camel = new StringBuilder(name.length());
        for (String word : List.of(name.split("_"))) {
            camel.append(camel.isEmpty() || word.isEmpty()
                    ? word
                    : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    /** An enum value as the reference writes it. */
    static String constant(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    /** A name this wire takes, for tools no request declared. */
    static String tool(String name) {
        String fitting = TOOLS.forbidden().matcher(name).replaceAll("_");
        if (fitting.isEmpty()) {
            return "_";
        }
        return fitting.length() <= TOOLS.longest() ? fitting : fitting.substring(0, TOOLS.longest());
    }
}
