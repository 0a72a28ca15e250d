package io.omniroute.catalog;

import io.omniroute.domain.key.ApiKey;
import java.util.List;

/** The model restriction of an API key: exact names and patterns in which {@code *} is any run and {@code ?} one character. */
public final class AllowedModels {
    private AllowedModels() {}

    /**
     * Whether the key may use a model that goes by any of these names.
     *
     * @param names the requested string and the resolved {@code provider/model}, by id and by alias
     */
    public static boolean allow(ApiKey key, List<String> names) {
        List<String> patterns = key.allowedModels();
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> names.stream().anyMatch(name -> matches(pattern, name)));
    }

    /** Whole-string match, by case; linear in {@code pattern} times {@code name}, whatever the pattern. */
    public static boolean matches(String pattern, String name) {
        int inPattern = 0;
        int inName = 0;
        int star = -1;
        int starred = 0;
        while (inName < name.length()) {
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
            if (wanted == '*') {
                star = inPattern++;
                starred = inName;
            } else if (wanted == '?' || wanted == name.charAt(inName)) {
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
