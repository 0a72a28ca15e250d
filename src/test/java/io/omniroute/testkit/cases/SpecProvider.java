package io.omniroute.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A provider as the specification's own registry describes it, which is not the file the gateway ships. */
public record SpecProvider(JsonNode entry) {
    private static Path file() {
        return Path.of(System.getProperty("omniroute.shared", "../shared")).resolve("spec/providers/providers.json");
    }

    /** Those with an API key; empty where no specification is at hand. */
    public static List<SpecProvider> withApiKey() {
        return all().stream().filter(it -> it.entry.path("category").asText().equals("apikey")).toList();
    }

    /** All but nodes; empty where no specification is at hand. */
    public static List<SpecProvider> all() {
        if (!Files.exists(file())) {
            return List.of();
        }
        try {
            return Json.tree(Files.readString(file())).path("providers").findParents("category").stream()
                    .filter(entry -> !entry.path("category").asText().equals("compatible")).map(SpecProvider::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return entry.path("id").asText();
    }

    public String alias() {
        return entry.path("alias").asText();
    }

    /** Whether it answers chats in a dialect; else it is an audio service. */
    public boolean chats() {
        return entry.path("executor").asText().equals("default");
    }

    /** The dialect of its own endpoint; of an audio service one whose door the test replaces. */
    public Dialect dialect() {
        return switch (entry.path("format").asText()) {
            case "claude" -> Dialect.ANTHROPIC;
            case "gemini" -> Dialect.GEMINI;
            default -> Dialect.OPENAI_CHAT;
        };
    }

    /** The first model of its list. */
    public JsonNode model() {
        return entry.path("models").path(0);
    }

    public String upstreamId() {
        return model().path("upstreamId").asText(model().path("id").asText());
    }

    /** Path and query of a chat. */
    public String chatTarget(boolean stream) {
        JsonNode paths = entry.path("paths");
        return dialect() == Dialect.GEMINI
                ? paths.path(stream ? "stream" : "nonStream").asText().replace("{model}", upstreamId())
                : paths.path("chat").asText();
    }

    /** Name in lower case and value of the credential. */
    public Map.Entry<String, String> credential(String key) {
        JsonNode auth = entry.path("auth");
        return Map.entry(auth.path("header").asText().toLowerCase(Locale.ROOT),
                auth.path("value").asText().replaceAll("\\{(credential|apiKey)}", key));
    }

    /** Headers that go with every call, without those that are filled at run time. */
    public Map<String, String> headers() {
        return entry.path("headers").properties().stream().filter(it -> !it.getValue().asText().contains("{"))
                .collect(Collectors.toMap(it -> it.getKey().toLowerCase(Locale.ROOT), it -> it.getValue().asText()));
    }

    public String validationMethod() {
        return entry.path("validation").path("method").asText();
    }

    /** Path and query of the validation call below the provider's base URL. */
    public String validationTarget() {
        String url = entry.path("validation").path("url").asText();
        String base = entry.path("baseUrls").path(0).asText();
        URI parsed = URI.create(url);
        return url.startsWith(base)
                ? url.substring(base.length())
                : parsed.getRawPath() + Stream.ofNullable(parsed.getRawQuery()).map(it -> "?" + it)
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return id();
    }
}
