package io.omniroute.translation.stages;

import io.omniroute.translation.stages.ThinkMachine.Text;
import io.omniroute.translation.stages.ThinkMachine.Watched;

/**
 * Follows a text that began with an unknown tag; when the tag has the form of a thinking tag and its end comes too, it
 * is learned (40 section 11). Holds nothing back.
 *
 * @param close the end that is waited for; empty while the opening tag itself is still coming
 * @param seen of the opening tag so far, or the end of the text that may become {@code close}
 */
record TagWatch(ThinkTags tags, String close, String seen) {
    /** @param beginning of the text, its white space taken off */
    static ThinkMachine over(String beginning, ThinkTags tags) {
        return new TagWatch(tags, "", "").on(beginning);
    }

    /** The machine for the text behind this one. */
    ThinkMachine on(String text) {
        return close.isEmpty() ? opening(seen + text) : closing(seen + text);
    }

    private ThinkMachine opening(String all) {
        int end = all.indexOf('>');
        if (!all.startsWith("<") || !ThinkTags.mayBecomeName(all.substring(1, end < 0 ? all.length() : end))) {
            return Text.PLAIN;
        }
        if (end < 0) {
            return new Watched(new TagWatch(tags, "", all));
        }
        String name = all.substring(1, end);
        return ThinkTags.learnable(name)
                ? new TagWatch(tags, "</" + name + ">", "").on(all.substring(end + 1))
                : Text.PLAIN;
    }

    private ThinkMachine closing(String all) {
        if (all.contains(close)) {
            tags.learned().accept(close.substring(2, close.length() - 1));
            return Text.PLAIN;
        }
        return new Watched(new TagWatch(tags, close, all.substring(all.length() - beginningAtEnd(all, close))));
    }

    /** How many characters at the end of the text are the beginning of the tag, the whole tag not among it. */
    static int beginningAtEnd(String text, String tag) {
        for (int length = Math.min(tag.length() - 1, text.length()); length > 0; length--) {
            if (text.regionMatches(text.length() - length, tag, 0, length)) {
                return length;
            }
        }
        return 0;
    }
}
