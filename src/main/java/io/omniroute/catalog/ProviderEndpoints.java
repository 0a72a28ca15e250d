package io.omniroute.catalog;

import io.omniroute.domain.Format;
import io.omniroute.domain.route.Endpoint;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds the endpoints of registry providers. */
public final class ProviderEndpoints {
    /** The one provider of format {@code openai} whose answers are the vendor's own and are forwarded as they are (L-4). */
    private static final String VENDOR_OF_OPENAI_FORMAT = "openai";
    private static final String PRODUCT = "OmniRoute";

    private ProviderEndpoints() {}

    /**
     * How a provider is reached for a request.
     *
     * @param target the dialect the model needs, empty = the provider's choice
     * @param door the client's dialect, empty = none in particular
     * @throws IllegalArgumentException when the provider is not {@linkplain Provider#supported() supported}
     */
    public static Reach of(Provider provider, Optional<Format> target, Optional<Format> door) {
        if (!provider.supported()) {
            throw new IllegalArgumentException("no executor for provider " + provider.id());
        }
        Endpoint first = own(provider, provider.format().orElseThrow());
        Endpoint needed = target.flatMap(format -> other(provider, first, format)).orElse(first);
        Endpoint preferred = target.isPresent()
                ? needed
                : door.flatMap(format -> other(provider, first, format)).orElse(first);
        return new Reach(preferred, needed.baseUrl().equals(first.baseUrl()) ? needed : first, provider.tokenAuth());
    }

    /** The headers that go with every call to a provider; those that cannot be filled are left out. */
    public static Map<String, String> headers(Provider provider) {
        return filled(provider.headers());
    }

    private static Endpoint own(Provider provider, Format format) {
        String path = provider.paths().get(format == Format.OPENAI_RESPONSES ? "responses" : "chat");
        if (path == null || provider.baseUrls().isEmpty()) {
            throw new IllegalArgumentException("provider " + provider.id() + " has no address for " + format);
        }
        return new Endpoint(provider.id(), provider.displayName(), format, provider.baseUrls().getFirst(), path,
                provider.auth(), filled(provider.headers()), nativeApi(provider, format));
    }

    private static Optional<Endpoint> other(Provider provider, Endpoint own, Format format) {
        return format == own.format() ? Optional.empty() : alternative(provider, own, format);
    }

    private static Optional<Endpoint> alternative(Provider provider, Endpoint own, Format format) {
        return provider.alternatives().stream().filter(alternative -> alternative.format() == format).findFirst()
                .map(alternative -> new Endpoint(provider.id(), provider.displayName(), format,
                        alternative.baseUrl().orElse(own.baseUrl()), alternative.path(), alternative.auth(),
                        filled(alternative.headers()), nativeApi(provider, format)));
    }

    private static boolean nativeApi(Provider provider, Format format) {
        return format != Format.OPENAI || provider.id().equals(VENDOR_OF_OPENAI_FORMAT);
    }

    private static Map<String, String> filled(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> Map.entry(header.getKey(), header.getValue().replace("{product}", PRODUCT)))
                .filter(header -> !header.getValue().contains("{"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
