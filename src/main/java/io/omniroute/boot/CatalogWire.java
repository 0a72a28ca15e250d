package io.omniroute.boot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of {@code catalog/providers.json}; members that only document a fact are named and not read. */
@JsonIgnoreProperties({"asOf", "currency", "priceUnit"})
record CatalogWire(Map<String, SourceWire> sources, RetryWire retry, List<ProviderWire> providers) {
    record SourceWire(String name, String date) {}

    @JsonIgnoreProperties("source")
    record RetryWire(@Nullable Map<Integer, AgainWire> byStatus, @Nullable AgainWire networkError) {}

    record AgainWire(int attempts, long delayMs) {}

    record ValidationWire(String method, @Nullable String baseUrl, String path, @Nullable Map<String, String> headers,
            @Nullable JsonNode body, boolean anyOther, List<Integer> refused) {}

    @JsonIgnoreProperties("kinds")
    record ProviderWire(String id, String alias, List<String> prefixes, String displayName, String category,
            String format, String executor, List<String> baseUrls, Map<String, String> paths, AuthWire auth,
            @Nullable AuthWire tokenAuth, Map<String, String> headers, @Nullable List<AlternativeWire> alternatives,
            @Nullable ValidationWire validation, @Nullable RetryWire retry, boolean passthroughModels, String source,
            List<ModelWire> models) {}

    record AuthWire(String header, String valuePrefix) {}

    @JsonIgnoreProperties("unconfirmed")
    record AlternativeWire(String format, @Nullable String baseUrl, String path, @Nullable AuthWire auth,
            @Nullable Map<String, String> headers) {}

    record ModelWire(String id, String name, String type, @Nullable Integer contextWindow, @Nullable Integer maxInput,
            @Nullable Integer maxOutput, @Nullable PriceWire price, @Nullable String upstreamId,
            @Nullable String targetFormat, boolean aliasOnly, boolean docOnly, @Nullable Integer dimensions,
            @Nullable List<String> sizes, @Nullable String source, @Nullable SkillsWire skills) {}

    record SkillsWire(List<String> input, boolean tools, boolean thinking, String source) {}

    @JsonIgnoreProperties("kind")
    record PriceWire(@Nullable BigDecimal input, @Nullable BigDecimal output, @Nullable BigDecimal cached,
            @Nullable BigDecimal cacheWrite, @Nullable BigDecimal reasoning, String source) {}
}
