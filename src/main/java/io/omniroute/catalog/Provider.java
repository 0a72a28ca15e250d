package io.omniroute.catalog;

import io.omniroute.domain.Format;
import io.omniroute.domain.route.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An upstream service of the registry.
 *
 * @param prefixes what may stand before the first slash of a model name; the alias and the id are among them
 * @param category {@code oauth}, {@code free} or {@code apikey}
 * @param formatId the provider's wire format as the registry names it
 * @param executor who can talk to it; {@code default} = plain HTTP in {@link #format()}
 * @param baseUrls the first one is used
 * @param paths by what they are for: {@code chat}, {@code responses}, {@code models} …
 * @param auth how an API key is sent
 * @param tokenAuth how an access token is sent
 * @param headers always sent; a value with braces is a template and is left out when it cannot be filled
 * @param alternatives further dialects it speaks
 * @param dealings how it is checked and asked again
 */
public record Provider(String id, String alias, List<String> prefixes, String displayName, String category,
        String formatId, String executor, List<String> baseUrls, Map<String, String> paths, Endpoint.Auth auth,
        Endpoint.Auth tokenAuth, Map<String, String> headers, List<Alternative> alternatives, List<Model> models,
        Dealings dealings) {
    private static final String PLAIN_EXECUTOR = "default";
    public Provider {
        prefixes = List.copyOf(prefixes);
        baseUrls = List.copyOf(baseUrls);
        paths = Map.copyOf(paths);
        headers = Map.copyOf(headers);
        alternatives = List.copyOf(alternatives);
        models = List.copyOf(models);
    }

    /**
     * Another dialect the provider speaks; taken when the client speaks it, so that nothing is translated.
     *
     * @param baseUrl empty = the provider's own
     */
    public record Alternative(Format format, Optional<String> baseUrl, String path, Endpoint.Auth auth,
            Map<String, String> headers) {
        public Alternative {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What is known beside the wire format.
     *
     * @param validation the call that proves a credential; empty = none is known
     * @param anyModel whether it offers more models than the registry lists
     * @param source of all that is not marked otherwise
     */
    public record Dealings(Optional<Validation> validation, Retry retry, boolean anyModel, Source source) {}

    /** The call that proves a credential; empty = none is known. */
    public Optional<Validation> validation() {
        return dealings.validation();
    }

    /** How often the same account is asked again. */
    public Retry retry() {
        return dealings.retry();
    }

    /** Whether its accounts are a person's subscription or free tier, which needs acceptance of its terms. */
    public boolean subscription() {
        return category.equals("oauth") || category.equals("free");
    }

    /** Where the models are listed, below the base URL; empty = nowhere. */
    public Optional<String> modelsPath() {
        return Optional.ofNullable(paths.get("models"));
    }

    /** The provider's dialect; empty when it is none of the gateway's, as with audio services. */
    public Optional<Format> format() {
        return Format.of(formatId).filter(Format::ofProviders);
    }

    /** Whether an executor exists that can call it: plain HTTP in one of the four public dialects. */
    public boolean supported() {
        return executor.equals(PLAIN_EXECUTOR) && format().filter(Provider::isPublic).isPresent();
    }

    private static boolean isPublic(Format format) {
        return switch (format) {
            case OPENAI, OPENAI_RESPONSES, CLAUDE, GEMINI -> true;
            case GEMINI_CLI, ANTIGRAVITY, KIRO, CURSOR, OLLAMA -> false;
        };
    }

    /** The model with this id; empty when the registry does not list it. */
    public Optional<Model> model(String modelId) {
        return models.stream().filter(model -> model.id().equals(modelId)).findFirst();
    }

    /** The chat model with this id; empty when the registry does not list it as one. */
    public Optional<Model> chatModel(String modelId) {
        return model(modelId).filter(model -> model.type() == ModelType.CHAT);
    }

    /** The names one model goes by: the given one, what is sent for it, and the listed ones it is sent for. */
    Stream<String> names(String modelId) {
        Stream<String> sent = model(modelId).map(Model::upstreamId).stream();
        Stream<String> listed = models.stream().filter(model -> model.upstreamId().equals(modelId)).map(Model::id);
        return Stream.of(Stream.of(modelId), sent, listed).flatMap(names -> names);
    }
}
