package io.omniroute.api.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.omniroute.catalog.ListedModel;
import io.omniroute.catalog.ModelType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Anthropic form of a model list, for clients that send {@code anthropic-version} (10 section 9). */
final class AnthropicModels {
    private AnthropicModels() {}

    record Page(List<Entry> data, @JsonProperty("has_more") boolean hasMore,
            @JsonProperty("first_id") @Nullable String firstId, @JsonProperty("last_id") @Nullable String lastId) {
        static Page of(List<ListedModel> models, Instant started) {
            List<Entry> entries = models.stream().filter(model -> model.type() == ModelType.CHAT)
                    .map(model -> Entry.of(model, started)).toList();
            return new Page(entries, false, entries.isEmpty() ? null : entries.getFirst().id(),
                    entries.isEmpty() ? null : entries.getLast().id());
        }
    }

    @JsonPropertyOrder({"type", "id"})
    record Entry(String id, @JsonProperty("display_name") String displayName,
            @JsonProperty("created_at") String createdAt) {
        static Entry of(ListedModel model, Instant started) {
            return new Entry(model.id(), model.displayName(), started.truncatedTo(ChronoUnit.SECONDS).toString());
        }

        @JsonProperty
        String type() {
            return "model";
        }
    }
}
