package io.omniroute.api.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.omniroute.catalog.ListedModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Gemini form of a model list. Source: Gemini API reference, "Models"; 10 section 10. */
final class GeminiModels {
    private GeminiModels() {}

    record Page(List<Entry> models) {}

    /** One model; a limit that nobody knows is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(String name, String displayName, String description, List<String> supportedGenerationMethods,
            @Nullable Integer inputTokenLimit, @Nullable Integer outputTokenLimit) {
        static Entry of(ListedModel model) {
            return new Entry("models/" + model.id(), model.displayName(),
                    model.displayName() + " by " + model.ownedBy(),
                    List.of("generateContent", "streamGenerateContent", "countTokens"),
                    OpenAiModels.boxed(model.contextWindow()), OpenAiModels.boxed(model.maxOutput()));
        }
    }
}
