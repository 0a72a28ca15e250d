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
                || patterns.stream().anyMatch(pattern -> names.stream().anyMatch(name -> Glob.matches(pattern, name)));
    }
}
