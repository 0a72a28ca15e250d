package io.omniroute.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.catalog.Given;
import io.omniroute.catalog.ListedModel;
import io.omniroute.catalog.ModelCard;
import io.omniroute.catalog.ModelLists;
import io.omniroute.catalog.ModelType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiModelsTest {
    private static JsonNode entry(ListedModel model) {
        return new ObjectMapper().valueToTree(OpenAiModels.Entry.of(model, 1_771_400_000L));
    }

    private static JsonNode shipped(String id) {
        return ModelLists.of(Given.SHIPPED, Given.connected(id.split("/")[0]).snapshot(), Optional.empty()).stream()
                .filter(model -> model.id().equals(id)).findFirst().map(OpenAiModelsTest::entry).orElseThrow();
    }

    @Test
    void modelIsDescribedWithTheSourceOfEachFact() {
        JsonNode entry = shipped("anthropic/claude-sonnet-4-20250514");

        assertThat(entry.path("context_window").asInt()).isEqualTo(200_000)
                .isEqualTo(entry.path("context_length").asInt());
        assertThat(entry.path("max_output_tokens").asInt()).isEqualTo(64_000);
        assertThat(entry.path("input_modalities").toString()).isEqualTo("[\"text\",\"image\",\"pdf\"]");
        assertThat(entry.at("/capabilities/tools").asBoolean()).isTrue();
        assertThat(entry.at("/pricing/input").decimalValue()).isEqualByComparingTo("3");
        assertThat(entry.at("/facts/limits/date").asText()).isEqualTo("2026-02-18");
        assertThat(entry.at("/facts/pricing/source").asText()).isEqualTo("litellm");
        assertThat(entry.path("parent").isNull()).isTrue();
        assertThat(entry.has("custom")).isFalse();
    }

    @Test
    void modelNobodyKnowsHasNoInventedWindow() {
        var unknown = new ListedModel("mo/llama", "node", ModelType.CHAT, "llama", Optional.empty(), true, "Llama",
                ModelCard.UNKNOWN);

        assertThat(entry(unknown).fieldNames()).toIterable().containsExactlyInAnyOrder("id", "object", "created",
                "owned_by", "permission", "root", "parent", "custom");
        JsonNode gemini = new ObjectMapper().valueToTree(GeminiModels.Entry.of(unknown));
        assertThat(gemini.has("inputTokenLimit")).isFalse();
    }
}
