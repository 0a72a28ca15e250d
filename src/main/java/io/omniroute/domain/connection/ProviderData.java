package io.omniroute.domain.connection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's own settings of a connection ({@code providerSpecificData}): plain JSON values, that is String, Number,
 * Boolean, List, Map or null. Sealed as a whole at rest; prints nothing of itself.
 */
public record ProviderData(Map<String, @Nullable Object> values) {
    public static final ProviderData NONE = new ProviderData(Map.of());

    public ProviderData {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The member when it is a non-blank string. */
    public Optional<String> text(String member) {
        return values.get(member) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String toString() {
        return "ProviderData" + values.keySet();
    }
}
