package io.omniroute.api.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.omniroute.catalog.ListedModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The Ollama form of a model list. Source: Ollama API reference, "List local models"; 10 section 15. */
final class OllamaModels {
    /** No file stands behind a model; clients want one with a size. */
    private static final long SIZE = 1_000_000_000;
    private static final String UNKNOWN = "unknown";

    private OllamaModels() {}

    record Page(List<Entry> models) {}

    record Entry(String name, String model, @JsonProperty("modified_at") String modifiedAt, long size, String digest,
            Details details) {
        /** @param modifiedAt RFC 3339 */
        static Entry of(ListedModel model, String modifiedAt) {
            return new Entry(model.id(), model.id(), modifiedAt, SIZE, digestOf(model.id()),
                    Details.of(model.ownedBy()));
        }
    }

    record Details(@JsonProperty("parent_model") String parentModel, String format, String family,
            List<String> families, @JsonProperty("parameter_size") String parameterSize,
            @JsonProperty("quantization_level") String quantizationLevel) {
        static Details of(String family) {
            return new Details("", "gguf", family, List.of(family), UNKNOWN, UNKNOWN);
        }
    }

    /** The same for the same name, as long as a real one. */
    private static String digestOf(String name) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
