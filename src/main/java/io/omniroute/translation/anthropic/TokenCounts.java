package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.usage.TokenUsage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Anthropic's {@code usage}: there the input leaves out what was read from and written to the cache (translation
 * section 10). A value; what a stream reports is cumulative.
 */
record TokenCounts(OptionalLong input, OptionalLong output, OptionalLong cacheRead, OptionalLong cacheWrite,
        OptionalLong hourWrite, OptionalLong thinking) {
    static final TokenCounts NONE = new TokenCounts(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    private static final long GREATEST = 1_000_000_000_000L;
    /** These counts, replaced by what {@code usage} tells; a zero takes nothing back that the input had. */
    TokenCounts with(Json.Obj usage) {
        Json.Obj details = usage.object("output_tokens_details").orElse(Json.Obj.EMPTY);
        Json.Obj writes = usage.object("cache_creation").orElse(Json.Obj.EMPTY);
        return new TokenCounts(kept(input, count(usage, "input_tokens")),
                count(usage, "output_tokens").isPresent() ? count(usage, "output_tokens") : output,
                kept(cacheRead, count(usage, "cache_read_input_tokens")),
                kept(cacheWrite, count(usage, "cache_creation_input_tokens")),
                kept(hourWrite, count(writes, "ephemeral_1h_input_tokens")),
                kept(thinking, count(details, "thinking_tokens")));
    }

    private static OptionalLong kept(OptionalLong before, OptionalLong now) {
        return now.isEmpty() || (now.getAsLong() == 0 && before.isPresent()) ? before : now;
    }

    private static OptionalLong count(Json.Obj usage, String name) {
        Optional<Long> count = usage.whole(name).filter(it -> it >= 0 && it <= GREATEST);
        return count.isPresent() ? OptionalLong.of(count.get()) : OptionalLong.empty();
    }

    /** Empty when nothing was told. */
    Optional<Usage> usage() {
        if (input.isEmpty() && output.isEmpty()) {
            return Optional.empty();
        }
        long prompt = input.orElse(0) + cacheRead.orElse(0) + cacheWrite.orElse(0);
        return Optional.of(new Usage(prompt, output.orElse(0), OptionalLong.empty(), cacheRead, cacheWrite, thinking)
                .with(new TokenUsage.Detail(hourWrite.orElse(0), 0, 0, 0, 0)));
    }

    /** RA-12: no usage is told as zeros, an unknown detail not at all. */
    static Json.Obj write(Optional<Usage> told) {
        Usage usage = told.orElse(new Usage(0, 0));
        long input = usage.prompt() - usage.cacheRead().orElse(0) - usage.cacheWrite().orElse(0);
        var counts = Json.Obj.builder().put("input_tokens", Math.max(0, input));
        usage.cacheWrite().ifPresent(it -> counts.put("cache_creation_input_tokens", it));
        usage.cacheRead().ifPresent(it -> counts.put("cache_read_input_tokens", it));
        counts.put("output_tokens", usage.completion());
        usage.reasoning().ifPresent(it -> counts.put("output_tokens_details",
                Json.Obj.builder().put("thinking_tokens", it).build()));
        return counts.build();
    }
}
