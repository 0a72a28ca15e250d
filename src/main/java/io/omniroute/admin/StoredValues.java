package io.omniroute.admin;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored JSON object, read leniently: a member of another type is as if it were absent. */
record StoredValues(Map<?, ?> values) {
    static final StoredValues NONE = new StoredValues(Map.of());

    static StoredValues of(@Nullable Object json) {
        return json instanceof Map<?, ?> map ? new StoredValues(map) : NONE;
    }

    @Nullable
    Object raw(String name) {
        return values.get(name);
    }

    StoredValues object(String name) {
        return of(values.get(name));
    }

    Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean flag(String name, boolean otherwise) {
        return values.get(name) instanceof Boolean flag ? flag : otherwise;
    }

    int number(String name, int otherwise) {
        Integer value = numberOrNull(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    Integer numberOrNull(String name) {
        return values.get(name) instanceof Number number ? Integer.valueOf(number.intValue()) : null;
    }

    Duration millis(String name, Duration otherwise) {
        Duration value = millisOrNull(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    Duration millisOrNull(String name) {
        return values.get(name) instanceof Number number ? Duration.ofMillis(number.longValue()) : null;
    }

    @Nullable
    BigDecimal decimalOrNull(String name) {
        return values.get(name) instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    Optional<Instant> time(String name) {
        try {
            return text(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    List<String> texts(String name) {
        return texts(values.get(name));
    }

    static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    /** The objects of a list. */
    List<StoredValues> objects(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(StoredValues::of).toList()
                : List.of();
    }

    /** The members that are objects, by name. */
    Map<String, StoredValues> objectsByName() {
        Map<String, StoredValues> result = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                result.put(String.valueOf(name), new StoredValues(map));
            }
        });
        return result;
    }
}
