package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.usage.TokenUsage;
import java.util.Optional;
import java.util.OptionalLong;

/** The usage object, both ways (translation section 10). */
final class ResponsesUsage {
    private static final String INPUT_DETAILS = "input_tokens_details";
    private static final String OUTPUT_DETAILS = "output_tokens_details";

    private ResponsesUsage() {}

    /** Empty for null and for an object that counts nothing. */
    static Optional<Usage> of(Json.Obj response) {
        return response.object("usage").flatMap(usage -> {
            OptionalLong input = count(usage, "input_tokens");
            OptionalLong output = count(usage, "output_tokens");
            if (input.isEmpty() && output.isEmpty()) {
                return Optional.empty();
            }
            Json.Obj read = usage.object(INPUT_DETAILS).orElse(Json.Obj.EMPTY);
            return Optional.of(new Usage(input.orElse(0), output.orElse(0), count(usage, "total_tokens"),
                    count(read, "cached_tokens"), count(read, "cache_write_tokens"),
                    count(usage.object(OUTPUT_DETAILS).orElse(Json.Obj.EMPTY), "reasoning_tokens")).with(
                            detail(read,
                                    usage.object(OUTPUT_DETAILS).orElse(Json.Obj.EMPTY))));
        });
    }

    private static TokenUsage.Detail detail(Json.Obj in, Json.Obj out) {
        return new TokenUsage.Detail(0, count(in, "audio_tokens").orElse(0), count(out, "audio_tokens").orElse(0),
                count(in, "image_tokens").orElse(0), count(out, "image_tokens").orElse(0));
    }

    private static OptionalLong count(Json.Obj object, String name) {
        return object.whole(name).filter(count -> count >= 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Both detail objects are mandatory, so an unknown detail is zero (RP-12). */
    static Json of(Optional<Usage> usage) {
        return usage.<Json>map(it -> Json.Obj.builder().put("input_tokens", it.prompt())
                .put(INPUT_DETAILS, Json.Obj.builder().put("cached_tokens", it.cacheRead().orElse(0))
                        .put("cache_write_tokens", it.cacheWrite().orElse(0)).build())
                .put("output_tokens", it.completion())
                .put(OUTPUT_DETAILS, Json.Obj.of("reasoning_tokens", Json.Num.of(it.reasoning().orElse(0))))
                .put("total_tokens", it.totalOrSum()).build()).orElse(Json.Literal.NULL);
    }
}
