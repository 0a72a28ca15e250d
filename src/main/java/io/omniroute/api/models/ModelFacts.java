package io.omniroute.api.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.omniroute.catalog.Limits;
import io.omniroute.catalog.ModelCard;
import io.omniroute.catalog.Skills;
import io.omniroute.catalog.Source;
import io.omniroute.domain.usage.Price;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model list says of a model beyond its name, each fact with its source and date under {@code facts}; what nobody
 * knows is left out (90 P15). {@code context_length} is the name clients know from OpenRouter's list.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelFacts(@JsonProperty("context_window") @Nullable Integer contextWindow,
        @JsonProperty("context_length") @Nullable Integer contextLength,
        @JsonProperty("max_input_tokens") @Nullable Integer maxInput,
        @JsonProperty("max_output_tokens") @Nullable Integer maxOutput,
        @JsonProperty("input_modalities") @Nullable List<String> input,
        @JsonProperty("output_modalities") @Nullable List<String> output, @Nullable Able capabilities,
        @Nullable Cost pricing, @Nullable Map<String, Origin> facts) {
    static final ModelFacts NONE = of(ModelCard.UNKNOWN);
    static ModelFacts of(ModelCard card) {
        Limits limits = card.limits();
        @Nullable
        Integer window = OpenAiModels.boxed(limits.contextWindow());
        return new ModelFacts(window, window, OpenAiModels.boxed(limits.maxInput()),
                OpenAiModels.boxed(limits.maxOutput()), card.skills().map(Skills::input).orElse(null),
                card.skills().map(skills -> List.of("text")).orElse(null), card.skills().map(Able::of).orElse(null),
                card.price().map(Cost::of).orElse(null), origins(card));
    }

    private static @Nullable Map<String, Origin> origins(ModelCard card) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        put(origins, "limits", card.limitsSource());
        put(origins, "capabilities", card.skills().map(Skills::source));
        put(origins, "pricing", card.priceSource());
        return origins.isEmpty() ? null : origins;
    }

    private static void put(Map<String, Origin> origins, String fact, Optional<Source> source) {
        source.ifPresent(it -> origins.put(fact, Origin.of(it)));
    }

    /** What it can do. */
    record Able(boolean tools, boolean thinking, boolean vision) {
        static Able of(Skills skills) {
            return new Able(skills.tools(), skills.thinking(), skills.input().contains("image"));
        }
    }

    /** USD per 1,000,000 tokens. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cost(String currency, String unit, @Nullable BigDecimal input, @Nullable BigDecimal output,
            @JsonProperty("cached_input") @Nullable BigDecimal cached,
            @JsonProperty("cache_write") @Nullable BigDecimal cacheWrite) {
        static Cost of(Price price) {
            return new Cost("USD", "1M tokens", price.input(), price.output(), price.cached(), price.cacheCreation());
        }
    }

    /** Where a fact comes from and when it was read. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Origin(String source, String name, String date) {
        static Origin of(Source source) {
            return new Origin(source.id(), source.name(), source.date());
        }
    }
}
