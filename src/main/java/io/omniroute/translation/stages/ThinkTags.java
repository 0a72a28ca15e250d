package io.omniroute.translation.stages;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The tags thoughts may stand between in one answer, and who is told of new ones.
 *
 * @param names without brackets, exactly as they are written
 * @param learned called with the name of a tag that proved to be one: an answer began with it and had its end too
 */
public record ThinkTags(List<String> names, Consumer<String> learned) {
    /** The tag of stream rules section 5. */
    static final String THINK = "think";
    /** {@code <think>} alone; nothing is learned. */
    public static final ThinkTags PLAIN = new ThinkTags(List.of(THINK), name -> {});

    private static final int LONGEST = 40;
    public ThinkTags {
        names = List.copyOf(names);
    }

    /** Whether a tag of this name may be learned: a word that ends in {@code thinking} or {@code thought}. */
    static boolean learnable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return mayBecomeName(name) && (lower.endsWith("thinking") || lower.endsWith("thought"));
    }

    /** Whether this is the beginning of a name. */
    static boolean mayBecomeName(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(ThinkTags::isOfName);
    }

    private static boolean isOfName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
