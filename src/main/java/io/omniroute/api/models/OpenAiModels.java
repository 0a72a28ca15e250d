package io.omniroute.api.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.omniroute.catalog.ListedModel;
import io.omniroute.catalog.ModelType;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The OpenAI form of a model list. Source: OpenAI API reference, "List models"; further members: 10 section 9. */
final class OpenAiModels {
    private OpenAiModels() {}

    @JsonPropertyOrder({"object", "data"})
    record Page(List<? extends Entry> data) {
        @JsonProperty
        String object() {
            return "list";
        }
    }

    /** One model. */
    sealed interface Entry {
        @JsonProperty
        default String object() {
            return "model";
        }

        static Entry of(ListedModel model, long created) {
            return model.type() == ModelType.CHAT ? ChatEntry.of(model, created) : MediaEntry.of(model, created);
        }
    }

    /** A chat model; {@code parent} is written even where there is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"id", "object", "created"})
    record ChatEntry(String id, long created, @JsonProperty("owned_by") String ownedBy, List<String> permission,
            String root, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String parent, @Nullable Boolean custom,
            @JsonUnwrapped ModelFacts facts) implements Entry {
        static ChatEntry of(ListedModel model, long created) {
            return new ChatEntry(model.id(), created, model.ownedBy(), List.of(), model.root(),
                    model.parent().orElse(null), model.custom() ? Boolean.TRUE : null,
                    ModelFacts.of(model.card()));
        }
    }

    /** An embedding, image or audio model; members that do not fit its type are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"id", "object", "created"})
    record MediaEntry(String id, long created, @JsonProperty("owned_by") String ownedBy, String type,
            @Nullable String subtype, @Nullable Integer dimensions,
            @JsonProperty("supported_sizes") @Nullable List<String> sizes) implements Entry {
        static MediaEntry of(ListedModel model, long created) {
            return new MediaEntry(model.id(), created, model.ownedBy(), model.type().id(),
                    model.type() == ModelType.AUDIO ? "transcription" : null,
                    boxed(model.card().dimensions()), model.card().sizes().isEmpty() ? null : model.card().sizes());
        }
    }

    static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? (Integer) value.getAsInt() : null;
    }
}
