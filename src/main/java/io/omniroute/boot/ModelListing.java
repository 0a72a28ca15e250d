package io.omniroute.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omniroute.admin.Prober.OfferedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a vendor's list of models: {@code data[].id} (OpenAI, Anthropic), {@code models[].name} (Gemini, Cohere) or a bare
 * array (Together). Sources: the vendors' API references, "List models", read 2026-11.
 */
final class ModelListing {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GEMINI = "models/";

    private ModelListing() {}

    /** Empty when the body is no list of models. */
    static Optional<List<OfferedModel>> read(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).flatMap(ModelListing::entries).map(ModelListing::models);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
    }

    private static Optional<JsonNode> entries(JsonNode tree) {
        return Stream.of(tree, tree.path("data"), tree.path("models")).filter(JsonNode::isArray).findFirst();
    }

    private static List<OfferedModel> models(JsonNode entries) {
        Map<String, OfferedModel> byId = new LinkedHashMap<>();
        entries.forEach(entry -> text(entry, "id", "name", "slug").map(ModelListing::bare)
                .ifPresent(id -> byId.putIfAbsent(id,
                        new OfferedModel(id, text(entry, "display_name", "displayName", "name").orElse(id)))));
        return new ArrayList<>(byId.values());
    }

    private static String bare(String id) {
        return id.startsWith(GEMINI) ? id.substring(GEMINI.length()) : id;
    }

    private static Optional<String> text(JsonNode entry, String... members) {
        return entry.isTextual()
                ? Optional.of(entry.textValue())
                : Stream.of(members).map(entry::path).filter(JsonNode::isTextual).map(JsonNode::textValue)
                        .filter(text -> !text.isBlank()).findFirst();
    }
}
