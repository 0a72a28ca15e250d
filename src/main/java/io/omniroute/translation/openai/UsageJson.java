package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.usage.TokenUsage;
import java.util.Optional;
import java.util.OptionalLong;

/** The usage object of an answer; of other names for the counts it reads those of SA-6. */
final class UsageJson {
    private static final long GREATEST = 1_000_000_000_000L;

    private UsageJson() {}

    /** Empty when it counts nothing. */
    static Optional<Usage> read(Json.Obj usage) {
        OptionalLong prompt = either(usage, "prompt_tokens", "input_tokens");
        OptionalLong completion = either(usage, "completion_tokens", "output_tokens");
        if (prompt.isEmpty() && completion.isEmpty()) {
            return Optional.empty();
        }
        Json.Obj in = details(usage, "prompt_tokens_details", "input_tokens_details");
        Json.Obj out = details(usage, "completion_tokens_details", "output_tokens_details");
        OptionalLong cached = count(in, "cached_tokens");
        return Optional.of(new Usage(prompt.orElse(0), completion.orElse(0), count(usage, "total_tokens"),
                cached.isPresent() ? cached : count(usage, "prompt_cache_hit_tokens"), count(in, "cache_write_tokens"),
                count(out, "reasoning_tokens")).with(detail(in, out)));
    }

    private static TokenUsage.Detail detail(Json.Obj in, Json.Obj out) {
        return new TokenUsage.Detail(0, count(in, "audio_tokens").orElse(0), count(out, "audio_tokens").orElse(0),
                count(in, "image_tokens").orElse(0), count(out, "image_tokens").orElse(0));
    }

    private static Json.Obj details(Json.Obj usage, String name, String other) {
        return usage.object(name).or(() -> usage.object(other)).orElse(Json.Obj.EMPTY);
    }

    private static OptionalLong either(Json.Obj usage, String name, String other) {
        OptionalLong count = count(usage, name);
        return count.isPresent() ? count : count(usage, other);
    }

    private static OptionalLong count(Json.Obj object, String name) {
        long count = object.whole(name).orElse(-1L);
        return count >= 0 && count <= GREATEST ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** Counts only grow within one answer, so the greatest is the last. */
    static Usage merged(Usage before, Usage now) {
        return new Usage(Math.max(before.prompt(), now.prompt()), Math.max(before.completion(), now.completion()),
                greatest(before.total(), now.total()), greatest(before.cacheRead(), now.cacheRead()),
                greatest(before.cacheWrite(), now.cacheWrite()), greatest(before.reasoning(), now.reasoning()),
                before.detail().merged(now.detail()));
    }

    private static OptionalLong greatest(OptionalLong before, OptionalLong now) {
        return before.isEmpty() || now.isPresent() && now.getAsLong() > before.getAsLong() ? now : before;
    }

    /** The documented members; a detail nobody told is left out (translation section 10). */
    static Json.Obj write(Usage usage) {
        var prompt = Json.Obj.builder();
        usage.cacheRead().ifPresent(count -> prompt.put("cached_tokens", count));
        usage.cacheWrite().ifPresent(count -> prompt.put("cache_write_tokens", count));
        var completion = Json.Obj.builder();
        usage.reasoning().ifPresent(count -> completion.put("reasoning_tokens", count));
        var written = Json.Obj.builder().put("prompt_tokens", usage.prompt())
                .put("completion_tokens", usage.completion()).put("total_tokens", usage.totalOrSum());
        return written.put("prompt_tokens_details", filled(prompt.build()))
                .put("completion_tokens_details", filled(completion.build())).build();
    }

    private static Optional<Json.Obj> filled(Json.Obj details) {
        return Optional.of(details).filter(it -> !it.isEmpty());
    }
}
