package io.omniroute.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.catalog.ListedModel;
import io.omniroute.catalog.ModelCard;
import io.omniroute.catalog.ModelType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OllamaModelsTest {
    private static ListedModel model(String id) {
        return new ListedModel(id, "openai", ModelType.CHAT, id, Optional.empty(), false, id,
                ModelCard.UNKNOWN);
    }

    @Test
    void aModelLooksLikeAFileOnThisMachine() {
        JsonNode entry = new ObjectMapper().valueToTree(
                OllamaModels.Entry.of(model("openai/gpt-4.1"), "2026-11-01T00:00:00Z"));

        assertThat(entry.fieldNames()).toIterable().containsExactly("name", "model", "modified_at", "size", "digest",
                "details");
        assertThat(entry.path("name").asText()).isEqualTo("openai/gpt-4.1").isEqualTo(entry.path("model").asText());
        assertThat(entry.path("modified_at").asText()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(entry.path("size").isIntegralNumber()).isTrue();
        assertThat(entry.path("details").path("format").asText()).isEqualTo("gguf");
        assertThat(entry.path("details").path("families").path(0).asText()).isEqualTo("openai");
        assertThat(entry.path("details").fieldNames()).toIterable().contains("family", "parameter_size",
                "quantization_level");
    }

    @Test
    void theDigestTellsModelsApartAndStays() {
        String digest = OllamaModels.Entry.of(model("a"), "").digest();

        assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(OllamaModels.Entry.of(model("a"), "later").digest())
                .isNotEqualTo(OllamaModels.Entry.of(model("b"), "").digest());
    }
}
