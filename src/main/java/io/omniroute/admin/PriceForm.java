package io.omniroute.admin;

import io.omniroute.domain.usage.Price;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants changed of one price.
 *
 * @param fields by name; null takes a field back
 */
record PriceForm(Map<String, @Nullable BigDecimal> fields) {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String CACHED = "cached";
    private static final String REASONING = "reasoning";
    private static final String CACHE_CREATION = "cache_creation";
    private static final List<String> NAMES = List.of(INPUT, OUTPUT, CACHED, REASONING, CACHE_CREATION);

    /** The changes by model; what is wrong is noted in the form. */
    static Map<String, PriceForm> of(Form form, String provider, Map<String, @Nullable Object> models,
            BigDecimal most) {
        Map<String, PriceForm> changes = new LinkedHashMap<>();
        models.forEach((model, value) -> {
            if (value instanceof Map<?, ?> map) {
                changes.put(model, one(form, provider + "." + model, Form.named(map), most));
            } else {
                form.wrong(provider + "." + model, "must be an object of prices");
            }
        });
        return changes;
    }

    private static PriceForm one(Form form, String place, Map<String, @Nullable Object> values, BigDecimal most) {
        Map<String, @Nullable BigDecimal> fields = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!NAMES.contains(name)) {
                form.wrong(place + "." + name, "Unknown price field " + name);
            } else if (value == null) {
                fields.put(name, null);
            } else if (value instanceof Number number && Form.inRange(number, most)) {
                fields.put(name, new BigDecimal(number.toString()));
            } else {
                form.wrong(place + "." + name, "must be a number from 0 to " + most.toPlainString());
            }
        });
        return new PriceForm(fields);
    }

    Price over(Price before) {
        return new Price(changed(INPUT, before.input()), changed(OUTPUT, before.output()),
                changed(CACHED, before.cached()), changed(REASONING, before.reasoning()),
                changed(CACHE_CREATION, before.cacheCreation()));
    }

    private @Nullable BigDecimal changed(String name, @Nullable BigDecimal before) {
        return fields.containsKey(name) ? fields.get(name) : before;
    }

    /** The given fields under their names. */
    static Map<String, @Nullable BigDecimal> members(Price price) {
        Map<String, @Nullable BigDecimal> members = new LinkedHashMap<>();
        put(members, INPUT, price.input());
        put(members, OUTPUT, price.output());
        put(members, CACHED, price.cached());
        put(members, REASONING, price.reasoning());
        put(members, CACHE_CREATION, price.cacheCreation());
        return members;
    }

    private static void put(Map<String, @Nullable BigDecimal> members, String name, @Nullable BigDecimal value) {
        if (value != null) {
            members.put(name, value);
        }
    }
}
