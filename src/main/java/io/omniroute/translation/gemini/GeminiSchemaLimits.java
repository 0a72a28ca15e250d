package io.omniroute.translation.gemini;

import io.omniroute.domain.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What narrows a schema: exclusive limits become inclusive (OG-36), counts whole numbers, the rest cannot be said. */
final class GeminiSchemaLimits {
    private static final int LONGEST_NUMBER = 40;

    private static final Set<String> NARROWING = Set.of("uniqueItems", "multipleOf", "patternProperties",
            "propertyNames", "dependentRequired", "dependentSchemas", "dependencies", "not", "if", "contains",
            "unevaluatedProperties", "unevaluatedItems");

    private GeminiSchemaLimits() {}

    /** @param dropped is told the limits that cannot be carried */
    static void write(Json.Obj schema, String type, Map<String, Json> out, Consumer<String> dropped) {
        Stream.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum").filter(
                name -> schema.get(name).filter(it -> it instanceof Json.Num && number(Optional.of(it)).isEmpty())
                        .isPresent())
                .forEach(dropped);
        boolean whole = type.equals("INTEGER");
        limit(schema, "minimum", "exclusiveMinimum", whole, true).ifPresent(it -> out.put("minimum", it));
        limit(schema, "maximum", "exclusiveMaximum", whole, false).ifPresent(it -> out.put("maximum", it));
    }

    /** Whether a keyword without counterpart forbids something (OG-39a). */
    static boolean narrows(String keyword, Json value) {
        return NARROWING.contains(keyword) && switch (keyword) {
            case "uniqueItems" -> value == Json.Literal.TRUE;
            case "unevaluatedProperties", "unevaluatedItems" -> value instanceof Json.Obj;
            case "patternProperties", "dependentRequired", "dependentSchemas", "dependencies" ->
                value instanceof Json.Obj object && !object.isEmpty();
            default -> true;
        };
    }

    static Optional<Json> count(Json value) {
        if (value instanceof Json.Str text && !text.value().isEmpty() && text.value().length() < 19
                && text.value().chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Json.Num.of(Long.parseLong(text.value())));
        }
        return value instanceof Json.Num number
                ? number.whole().filter(it -> it >= 0).map(Json.Num::of)
                : Optional.empty();
    }

    private static Optional<Json> limit(Json.Obj schema, String name, String exclusiveName, boolean whole,
            boolean lower) {
        Optional<Json.Num> inclusive = number(schema.get(name));
        Optional<Json.Num> exclusive = schema.get(exclusiveName).orElse(Json.Literal.NULL) == Json.Literal.TRUE
                ? inclusive
                : number(schema.get(exclusiveName));
        Optional<Json.Num> beside = exclusive.map(it -> whole ? next(it, lower) : it);
        if (inclusive.isPresent() && beside.isPresent()) {
            int order = decimal(beside.get()).compareTo(decimal(inclusive.get()));
            return Optional.of((lower ? order > 0 : order < 0) ? beside.get() : inclusive.get());
        }
        return beside.or(() -> inclusive).map(it -> it);
    }

    private static Optional<Json.Num> number(Optional<Json> value) {
        return value.filter(it -> it instanceof Json.Num number && handy(number)).map(it -> (Json.Num) it);
    }

    /** Arithmetic with a number of many digits, written or left to an exponent, takes as long as there are digits. */
    private static boolean handy(Json.Num number) {
        try {
            return number.literal().length() <= LONGEST_NUMBER
                    && Math.abs((long) decimal(number).scale()) <= LONGEST_NUMBER;
        } catch (NumberFormatException e) {
            return false; // an exponent beyond any number
        }
    }

    /** The first whole number behind an excluded one. */
    private static Json.Num next(Json.Num excluded, boolean lower) {
        BigDecimal number = decimal(excluded);
        if (Math.abs(excluded.value()) > 1e18) {
            return excluded;
        }
        BigDecimal next = lower
                ? number.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)
                : number.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
        return new Json.Num(next.toBigInteger().toString());
    }

    private static BigDecimal decimal(Json.Num number) {
        return new BigDecimal(number.literal());
    }
}
