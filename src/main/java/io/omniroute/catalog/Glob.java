package io.omniroute.catalog;

/** Patterns of model names, in which {@code *} is any run, slashes included, and {@code ?} one character. */
public final class Glob {
    private Glob() {}

    /** Whole-string match, by case; linear in {@code pattern} times {@code name}, whatever the pattern. */
    public static boolean matches(String pattern, String name) {
        return matches(pattern, name, (wanted, given) -> wanted == given);
    }

    /** As {@link #matches(String, String)}, whatever the case. */
    public static boolean matchesAnyCase(String pattern, String name) {
        return matches(pattern, name, Glob::sameLetter);
    }

    private interface Same {
        boolean characters(char wanted, char given);
    }

    private static boolean sameLetter(char wanted, char given) {
        return wanted == given || Character.toLowerCase(wanted) == Character.toLowerCase(given);
    }

    private static boolean matches(String pattern, String name, Same same) {
        int inPattern = 0;
        int inName = 0;
        int star = -1;
        int starred = 0;
        while (inName < name.length()) {
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
            if (wanted == '*') {
                star = inPattern++;
                starred = inName;
            } else if (wanted == '?' || same.characters(wanted, name.charAt(inName))) {
                inPattern++;
                inName++;
            } else if (star >= 0) {
                inPattern = star + 1;
                inName = ++starred;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(c -> c == '*');
    }
}
