package io.omniroute.admin;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What an operator sent: plain JSON values by name. The readers note each field that is wrong; {@link #check()} then
 * refuses the form with all of them at once. A member that is absent or null reads as empty; {@link #has} tells a null
 * from an absent one. Not for use by several threads.
 */
public final class Form {
    private final Map<String, @Nullable Object> values;
    private final List<FieldError> errors = new ArrayList<>();

    private Form(Map<String, ? extends @Nullable Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** @param values String, Number, Boolean, List, Map or null by name */
    public static Form of(Map<String, ? extends @Nullable Object> values) {
        return new Form(values);
    }

    /** Whether the member was sent at all, be it null. */
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** The names that were sent, in order. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** The value as it was sent. */
    public @Nullable Object raw(String field) {
        return values.get(field);
    }

    /** A trimmed text of at most {@code longest} characters; blank counts as absent. */
    public Optional<String> text(String field, int longest) {
        Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            return wrong(field, "must be a string");
        }
        return text.length() > longest
                ? wrong(field, "must have at most " + longest + " characters")
                : Optional.of(text.strip()).filter(t -> !t.isEmpty());
    }

    /** As {@link #text}; an absent one is an error with this message. */
    public String requiredText(String field, int longest, String message) {
        int before = errors.size();
        Optional<String> text = text(field, longest);
        if (text.isEmpty() && errors.size() == before) {
            wrong(field, message);
        }
        return text.orElse("");
    }

    public Optional<Boolean> flag(String field) {
        Object value = values.get(field);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        return wrong(field, "must be true or false");
    }

    /** A whole number within the range, both ends included. */
    public Optional<Integer> number(String field, int least, int most) {
        Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        return value instanceof Integer number && number >= least && number <= most
                ? Optional.of(number)
                : wrong(field, "must be a whole number from " + least + " to " + most);
    }

    /** A number from 0 to {@code most}, as it was written. */
    public Optional<BigDecimal> amount(String field, BigDecimal most) {
        Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        return value instanceof Number number && inRange(number, most)
                ? Optional.of(new BigDecimal(number.toString()))
                : wrong(field, "must be a number from 0 to " + most.toPlainString());
    }

    static boolean inRange(Number number, BigDecimal most) {
        if (number instanceof Double real && !Double.isFinite(real)) {
            return false;
        }
        BigDecimal exact = new BigDecimal(number.toString());
        return exact.signum() >= 0 && exact.compareTo(most) <= 0;
    }

    /** A list of non-blank strings. */
    public Optional<List<String>> texts(String field) {
        Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List<?> list && list.stream().allMatch(i -> i instanceof String s && !s.isBlank())) {
            return Optional.of(list.stream().map(String.class::cast).toList());
        }
        return wrong(field, "must be a list of strings");
    }

    /** A JSON object. */
    public Optional<Map<String, @Nullable Object>> object(String field) {
        Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        return value instanceof Map<?, ?> map ? Optional.of(named(map)) : wrong(field, "must be an object");
    }

    /** An ISO-8601 time in UTC. */
    public Optional<Instant> time(String field) {
        Object value = values.get(field);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.toString()));
        } catch (DateTimeParseException e) {
            return wrong(field, "must be an ISO-8601 time in UTC");
        }
    }

    /** Notes that a field is wrong. */
    public <T> Optional<T> wrong(String field, String message) {
        errors.add(new FieldError(field, message));
        return Optional.empty();
    }

    /** What is wrong so far. */
    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** @throws RefusedException when any reader found something wrong */
    public void check() {
        if (!errors.isEmpty()) {
            throw new RefusedException(Refusal.invalid(errors));
        }
    }

    static Map<String, @Nullable Object> named(Map<?, ?> map) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    /** Prints the names alone: a form may hold a credential. */
    @Override
    public String toString() {
        return "Form" + values.keySet();
    }
}
