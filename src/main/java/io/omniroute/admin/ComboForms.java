package io.omniroute.admin;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboMembers;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.routing.ModelNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads combos and their settings off forms (20 section 8 and 4.7). */
final class ComboForms {
    static final int MOST_ENTRIES = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/.-]{1,100}");
    private static final int LONGEST_MODEL = 300;
    private static final int HEAVIEST = 100;
    private static final Map<String, Range> RANGES = ranges();

    private ComboForms() {}

    private record Range(int least, int most) {}

    private static Map<String, Range> ranges() {
        Map<String, Range> ranges = new LinkedHashMap<>();
        ranges.put(ComboMembers.MAX_RETRIES, new Range(0, 10));
        ranges.put(ComboMembers.RETRY_DELAY, new Range(0, 60_000));
        ranges.put(ComboMembers.TIMEOUT, new Range(1_000, 600_000));
        ranges.put(ComboMembers.HEALTH_CHECK_TIMEOUT, new Range(0, 600_000));
        ranges.put(ComboMembers.MAX_DEPTH, new Range(1, 10));
        ranges.put(ComboMembers.CONCURRENCY, new Range(1, 20));
        ranges.put(ComboMembers.QUEUE_TIMEOUT, new Range(1_000, 120_000));
        return ranges;
    }

    static String name(Form form) {
        String name = form.requiredText("name", LONGEST_MODEL, "Name is required");
        if (!name.isEmpty() && (!NAME.matcher(name).matches() || name.contains("../"))) {
            form.wrong("name", "Name must have 1 to 100 of the characters A-Z, a-z, 0-9, _, /, . and -");
        }
        return name;
    }

    /** Empty when no models were sent. */
    static Optional<List<Combo.Entry>> entries(Form form) {
        Object models = form.raw("models");
        if (models == null) {
            return form.has("models") ? form.wrong("models", "must be a list") : Optional.empty();
        }
        if (!(models instanceof List<?> list) || list.size() > MOST_ENTRIES) {
            return form.wrong("models", "must be a list of at most " + MOST_ENTRIES + " models");
        }
        List<Combo.Entry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entry(form, "models[" + i + "]", list.get(i)).ifPresent(entries::add);
        }
        return Optional.of(entries);
    }

    private static Optional<Combo.Entry> entry(Form form, String field, @Nullable Object value) {
        Object model = value instanceof Map<?, ?> map ? map.get("model") : value;
        Object weight = value instanceof Map<?, ?> map ? map.get("weight") : null;
        if (!(model instanceof String text) || text.isBlank() || text.length() > LONGEST_MODEL) {
            return form.wrong(field, "must be a model name or an object with model and weight");
        }
        if (weight != null && !(weight instanceof Integer number && number >= 0 && number <= HEAVIEST)) {
            return form.wrong(field + ".weight", "must be a whole number from 0 to " + HEAVIEST);
        }
        if (ModelNames.clean(text) instanceof ModelNames.Checked.Malformed malformed) {
            return form.wrong(field, malformed.failure().message());
        }
        return Optional.of(new Combo.Entry(text.strip(), weight == null ? 0 : (Integer) weight));
    }

    static Optional<ComboStrategy> strategy(Form form) {
        Optional<String> id = form.text(ComboMembers.STRATEGY, LONGEST_MODEL);
        Optional<ComboStrategy> known = id.flatMap(ComboStrategy::of);
        return id.isPresent() && known.isEmpty()
                ? form.wrong(ComboMembers.STRATEGY,
                        "must be one of " + Arrays.stream(ComboStrategy.values()).map(ComboStrategy::id).toList())
                : known;
    }

    /** The settings of the member {@code config}; empty when it was not sent. */
    static Optional<ComboConfig> config(Form form, String member) {
        return form.object(member).map(members -> config(form, member, members));
    }

    /** Notes in the form what is wrong with these settings. */
    static ComboConfig config(Form form, String member, Map<String, @Nullable Object> members) {
        Form inner = Form.of(members);
        strategy(inner);
        RANGES.forEach((name, range) -> inner.number(name, range.least(), range.most()));
        inner.flag(ComboMembers.HEALTH_CHECK);
        inner.flag(ComboMembers.TRACK_METRICS);
        inner.errors().forEach(error -> form.wrong(member + "." + error.field(), error.message()));
        return ComboMembers.read(members);
    }

    /** What holds where nobody set anything; null where it depends on the request (20 section 4.7). */
    static Map<String, @Nullable Object> inForce(ComboConfig set) {
        var builtIn = new ComboConfig(ComboStrategy.PRIORITY, null, Duration.ofSeconds(2), null, true,
                Duration.ofSeconds(3), 3, true, 3, Duration.ofSeconds(30));
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(ComboMembers.STRATEGY, null);
        members.put(ComboMembers.MAX_RETRIES, null);
        members.put(ComboMembers.RETRY_DELAY, null);
        members.put(ComboMembers.TIMEOUT, null);
        members.putAll(ComboMembers.of(set.over(builtIn)));
        return members;
    }
}
