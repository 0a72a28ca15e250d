package io.omniroute.domain.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON value, immutable. Numbers keep their literal, members their order; a repeated key's last value counts. */
public sealed interface Json {
    /** Values without content of their own. */
    enum Literal implements Json {
        TRUE, FALSE, NULL
    }

    record Str(String value) implements Json {}

    /** @param literal as written, for example {@code 1.0} or {@code 1e3} */
    record Num(String literal) implements Json {
        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        /** The whole number it stands for; empty for fractions and what exceeds a {@code long}. */
        public Optional<Long> whole() {
            try {
                return Optional.of(literal.length() < 19 && isPlain() ? Long.parseLong(literal) : exact());
            } catch (ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        }

        public double value() {
            return Double.parseDouble(literal);
        }

        private boolean isPlain() {
            return literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        }

        private long exact() {
            if (literal.length() > 40) {
                throw new ArithmeticException("no whole number of this length");
            }
            var number = new java.math.BigDecimal(literal);
            if (Math.abs((long) number.scale()) > 40) {
                throw new ArithmeticException("no whole number of this size");
            }
            return number.longValueExact();
        }
    }

    record Arr(List<Json> elements) implements Json {
        public static final Arr EMPTY = new Arr(List.of());
        public Arr {
            elements = List.copyOf(elements);
        }

        public boolean isEmpty() {
            return elements.isEmpty();
        }
    }

    /** An object; equal to another one with equal members in any order. */
    final class Obj implements Json {
        public static final Obj EMPTY = new Obj(new LinkedHashMap<>());

        private final Map<String, Json> members;

        private Obj(Map<String, Json> members) {
            this.members = members;
        }

        public static Builder builder() {
            return new Builder();
        }

        /** In this order. */
        public static Obj of(Map<String, ? extends Json> members) {
            return new Obj(new LinkedHashMap<>(members));
        }

        public static Obj of(String name, Json value) {
            return builder().put(name, value).build();
        }

        /** Read-only, in order. */
        public Map<String, Json> members() {
            return Collections.unmodifiableMap(members);
        }

        public boolean has(String name) {
            return members.containsKey(name);
        }

        public boolean isEmpty() {
            return members.isEmpty();
        }

        /** The member, a null literal included; empty when absent. */
        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member when it is there and no null literal. */
        public @Nullable Json present(String name) {
            Json value = members.get(name);
            return value == Literal.NULL ? null : value;
        }

        /** The member when it is a string. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof Str text ? Optional.of(text.value()) : Optional.empty();
        }

        /** The member when it is an object. */
        public Optional<Obj> object(String name) {
            return members.get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
        }

        /** The elements of the member when it is an array, else none. */
        public List<Json> elements(String name) {
            return members.get(name) instanceof Arr array ? array.elements() : List.of();
        }

        /** The member when it is a whole number. */
        public Optional<Long> whole(String name) {
            return members.get(name) instanceof Num number ? number.whole() : Optional.empty();
        }

        /** The member when it is a boolean. */
        public Optional<Boolean> bool(String name) {
            Json value = members.get(name);
            return value == Literal.TRUE || value == Literal.FALSE
                    ? Optional.of(value == Literal.TRUE)
                    : Optional.empty();
        }

        /** This object with the member replaced where it stands, or added at the end. */
        public Obj with(String name, Json value) {
            return toBuilder().put(name, value).build();
        }

        public Obj without(String name) {
            if (!has(name)) {
                return this;
            }
            var copy = new LinkedHashMap<>(members);
            copy.remove(name);
            return new Obj(copy);
        }

        public Builder toBuilder() {
            var builder = new Builder();
            builder.members.putAll(members);
            return builder;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Obj object && members.equals(object.members);
        }

        @Override
        public int hashCode() {
            return members.hashCode();
        }

        @Override
        public String toString() {
            return members.toString();
        }

        /** Collects members in order; used once. */
        public static final class Builder {
            private Map<String, Json> members = new LinkedHashMap<>();

            private Builder() {}

            public Builder put(String name, Json value) {
                members.put(name, value);
                return this;
            }

            public Builder put(String name, String value) {
                return put(name, new Str(value));
            }

            public Builder put(String name, long value) {
                return put(name, Num.of(value));
            }

            public Builder put(String name, boolean value) {
                return put(name, Json.of(value));
            }

            public Builder put(String name, List<? extends Json> elements) {
                return put(name, new Arr(List.copyOf(elements)));
            }

            public Builder putIf(boolean condition, String name, Json value) {
                return condition ? put(name, value) : this;
            }

            public Builder put(String name, Optional<? extends Json> value) {
                value.ifPresent(it -> put(name, it));
                return this;
            }

            public Builder putText(String name, Optional<String> value) {
                value.ifPresent(it -> put(name, it));
                return this;
            }

            public Builder putAll(Obj other) {
                members.putAll(other.members);
                return this;
            }

            public Obj build() {
                Obj built = new Obj(members);
                members = Map.of(); // a builder that is used on would change a value
                return built;
            }
        }
    }

    static Json of(boolean value) {
        return value ? Literal.TRUE : Literal.FALSE;
    }
}
