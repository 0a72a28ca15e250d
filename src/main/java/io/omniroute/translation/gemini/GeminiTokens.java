package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.usage.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code usageMetadata} and the hub's usage (translation section 10). */
final class GeminiTokens {
    private static final List<String> COUNTS = List.of("promptTokenCount", "toolUsePromptTokenCount",
            "cachedContentTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "totalTokenCount");

    private static final List<String> DETAILS = List.of("promptTokensDetails", "candidatesTokensDetails");

    private GeminiTokens() {}

    /** What both chunks tell, the later one first: they count from the start, some leave members out. */
    static Json.Obj later(Json.Obj known, Json.Obj news) {
        var counts = known.toBuilder();
        for (String name : COUNTS) {
            news.whole(name).filter(count -> count >= 0).ifPresent(count -> counts.put(name, count));
        }
        DETAILS.forEach(name -> news.get(name).ifPresent(parts -> counts.put(name, parts)));
        return counts.build();
    }

    static Optional<Usage> decode(Json.Obj counts) {
        boolean known = counts.has("promptTokenCount") || counts.has("candidatesTokenCount")
                || counts.whole("thoughtsTokenCount").orElse(0L) > 0;
        if (!known) {
            return Optional.empty();
        }
        long prompt = count(counts, "promptTokenCount").orElse(0) + count(counts, "toolUsePromptTokenCount").orElse(0);
        OptionalLong thoughts = count(counts, "thoughtsTokenCount");
        long completion = count(counts, "candidatesTokenCount").orElse(0) + thoughts.orElse(0);
        return Optional.of(new Usage(prompt, completion, count(counts, "totalTokenCount"),
                count(counts, "cachedContentTokenCount"), OptionalLong.empty(), thoughts).with(detail(counts)));
    }

    private static TokenUsage.Detail detail(Json.Obj counts) {
        return new TokenUsage.Detail(0, modality(counts, "promptTokensDetails", "AUDIO"),
                modality(counts, "candidatesTokensDetails", "AUDIO"), modality(counts, "promptTokensDetails", "IMAGE"),
                modality(counts, "candidatesTokensDetails", "IMAGE"));
    }

    private static long modality(Json.Obj counts, String side, String kind) {
        return counts.elements(side).stream().filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast)
                .filter(part -> part.text("modality").filter(kind::equals).isPresent())
                .mapToLong(part -> part.whole("tokenCount").orElse(0L)).sum();
    }

    private static OptionalLong count(Json.Obj counts, String name) {
        return counts.whole(name).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    static Json.Obj encode(Usage usage) {
        var counts = Json.Obj.builder().put("promptTokenCount", usage.prompt())
                .put("candidatesTokenCount", Math.max(0, usage.completion() - usage.reasoning().orElse(0)));
        usage.reasoning().ifPresent(it -> counts.put("thoughtsTokenCount", it));
        usage.cacheRead().ifPresent(it -> counts.put("cachedContentTokenCount", it));
        return counts.put("totalTokenCount", usage.totalOrSum()).build();
    }
}
