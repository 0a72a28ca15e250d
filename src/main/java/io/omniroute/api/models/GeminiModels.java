package io.omniroute.api.models;

import io.omniroute.catalog.ListedModel;
import java.util.List;

/** The Gemini form of a model list. Source: Gemini API reference, "Models"; 10 section 10. */
final class GeminiModels {
    /** Told where the registry knows no limit. */
    private static final int INPUT_LIMIT = 128_000;
    private static final int OUTPUT_LIMIT = 8_192;

    private GeminiModels() {}

    record Page(List<Entry> models) {}

    record Entry(String name, String displayName, String description, List<String> supportedGenerationMethods,
            int inputTokenLimit, int outputTokenLimit) {
        static Entry of(ListedModel model) {
            return new Entry("models/" + model.id(), model.displayName(),
                    model.displayName() + " by " + model.ownedBy(),
                    List.of("generateContent", "streamGenerateContent"),
                    model.contextWindow().orElse(INPUT_LIMIT), model.maxOutput().orElse(OUTPUT_LIMIT));
        }
    }
}
