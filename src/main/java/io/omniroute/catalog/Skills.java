package io.omniroute.catalog;

import io.omniroute.domain.settings.CustomModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is known to take and to do, for people and programs that choose one. What a request is shaped by is
 * {@link Capabilities}, which has an answer for unknown models as well.
 *
 * @param input {@code text}, {@code image}, {@code audio}, {@code video}, {@code pdf}
 * @param tools whether it calls functions
 * @param thinking whether it can think before it answers
 */
public record Skills(List<String> input, boolean tools, boolean thinking, Source source) {
    private static final List<Map.Entry<String, String>> FLAGS = List.of(Map.entry("vision", "image"),
            Map.entry("audio", "audio"), Map.entry("pdf", "pdf"));
    public Skills {
        input = List.copyOf(input);
    }

    /** What an operator's flags say over what is known; empty when neither says anything. */
    static Optional<Skills> said(CustomModel custom, Optional<Skills> known) {
        Map<String, Object> flags = custom.capabilities();
        boolean silent = List.of("vision", "audio", "pdf", "tools", "reasoning").stream()
                .noneMatch(flag -> flags.get(flag) instanceof Boolean);
        if (silent) {
            return known;
        }
        List<String> input = new ArrayList<>(known.map(Skills::input).orElse(List.of("text")));
        FLAGS.forEach(flag -> {
            if (flags.get(flag.getKey()) instanceof Boolean able) {
                input.remove(flag.getValue());
                if (able) {
                    input.add(flag.getValue());
                }
            }
        });
        return Optional.of(new Skills(input, flag(flags, "tools", known.map(Skills::tools).orElse(false)),
                flag(flags, "reasoning", known.map(Skills::thinking).orElse(false)), ModelCard.OPERATOR));
    }

    private static boolean flag(Map<String, Object> flags, String name, boolean otherwise) {
        return flags.get(name) instanceof Boolean said ? said : otherwise;
    }

    /** What both can; unknown on one side is unknown. */
    static Optional<Skills> common(Optional<Skills> one, Optional<Skills> other) {
        return one.flatMap(first -> other.map(second -> new Skills(
                first.input.stream().filter(second.input::contains).toList(), first.tools && second.tools,
                first.thinking && second.thinking, first.source)));
    }
}
