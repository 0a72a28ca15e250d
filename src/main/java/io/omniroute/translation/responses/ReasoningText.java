package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** What a reasoning item says: its summaries, else its content, joined by a blank line (RO-11, RR-6). */
final class ReasoningText {
    static final String BETWEEN = "\n\n";

    private ReasoningText() {}

    static String of(Json.Obj item) {
        String summary = joined(item.elements("summary"));
        return summary.isEmpty() ? joined(item.elements("content")) : summary;
    }

    private static String joined(List<Json> parts) {
        return parts.stream().map(part -> part instanceof Json.Obj it ? it.text("text").orElse("") : "")
                .filter(text -> !text.isEmpty()).collect(Collectors.joining(BETWEEN));
    }
}
