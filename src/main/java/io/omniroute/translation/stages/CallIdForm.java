package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Target;
import java.util.Locale;

/**
 * What a target accepts as the id of a tool call.
 *
 * @param plain letters, digits, hyphen and underscore only
 * @param longest characters
 * @param opaque letters and digits only, and exactly as many as {@code longest}
 */
record CallIdForm(boolean plain, int longest, boolean opaque) {
    private static final CallIdForm ANY = new CallIdForm(false, Integer.MAX_VALUE, false);
    /** Anthropic API reference: {@code ^[a-zA-Z0-9_-]+$}. */
    private static final CallIdForm ANTHROPIC = new CallIdForm(true, Integer.MAX_VALUE, false);
    private static final CallIdForm BEDROCK = new CallIdForm(true, 64, false);
    private static final CallIdForm CHAT = new CallIdForm(false, 40, false);
    private static final CallIdForm RESPONSES = new CallIdForm(false, 64, false);
    /** What Mistral's own error message says of an id. */
    private static final CallIdForm MISTRAL = new CallIdForm(true, 9, true);
    private static final int HASH = 8;
    static CallIdForm of(Format to, Target target) {
        return switch (to) {
            case OPENAI -> target.provider().equals("mistral") ? MISTRAL : CHAT;
            case OPENAI_RESPONSES -> RESPONSES;
            case CLAUDE -> ANTHROPIC;
            case KIRO -> BEDROCK;
            case GEMINI, GEMINI_CLI, ANTIGRAVITY ->
                target.model().toLowerCase(Locale.ROOT).contains("claude") ? ANTHROPIC : ANY;
            case CURSOR, OLLAMA -> ANY;
        };
    }

    boolean fits(String id) {
        if (opaque) {
            return id.length() == longest && id.chars().allMatch(CallIdForm::isLetterOrDigit);
        }
        return !id.isEmpty() && id.length() <= longest && (!plain || id.chars().allMatch(CallIdForm::isPlain));
    }

    /** Forbidden characters become {@code _}; what is too long ends in a hash of the whole, as names do (T-8). */
    String fitting(String id) {
        if (opaque) {
            return hash(id, longest);
        }
        String allowed = plain ? plain(id) : id;
        return allowed.length() <= longest
                ? allowed
                : allowed.substring(0, longest - HASH - 1) + '_' + hash(id, HASH);
    }

    private static String hash(String id, int length) {
        return new Ids("").of(id).substring(0, length);
    }

    private static String plain(String id) {
        var allowed = new StringBuilder(id.length());
        id.chars().forEach(c -> allowed.append(isPlain(c) ? (char) c : '_'));
        return allowed.toString();
    }

    private static boolean isPlain(int c) {
        return isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
