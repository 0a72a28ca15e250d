package io.omniroute.catalog;

import io.omniroute.domain.Format;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.route.Endpoint;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a provider or node is reached for one request, before an account is chosen.
 *
 * @param preferred in the client's dialect where the provider speaks it, else equal to {@code own}
 * @param own in the provider's own dialect at its own base URL
 * @param tokenAuth how an access token is sent; API keys go as the endpoint says
 */
public record Reach(Endpoint preferred, Endpoint own, Endpoint.Auth tokenAuth) {
    private static final Pattern LEADING_VERSION = Pattern.compile("^/v\\d+[a-z0-9]*(?=/)");
    private static final Pattern TRAILING_VERSION = Pattern.compile("/v\\d+[a-z0-9]*$");
    /** The endpoint without an account: the registry's base URL, an API key. */
    public Endpoint endpoint() {
        return at(preferred, preferred.baseUrl());
    }

    /** The dialect that {@link #endpoint()} speaks. */
    public Format format() {
        return preferred.format();
    }

    /**
     * The endpoint for an account.
     *
     * <p>A base URL set by the operator stands for the provider's own; a second dialect that lives at a base URL of its
     * own is not expected there, so the provider's own dialect is taken then.
     */
    public Endpoint endpoint(Optional<String> baseUrl, AuthType authType) {
        Endpoint located = baseUrl.map(url -> at(movable(), url)).orElseGet(this::endpoint);
        return switch (authType) {
            case APIKEY -> located;
            case OAUTH -> withAuth(located, tokenAuth);
        };
    }

    private Endpoint movable() {
        return preferred.baseUrl().equals(own.baseUrl()) ? preferred : own;
    }

    /** A version that ends the base URL replaces the one that begins the path, so both forms of a URL work (20 §6). */
    private static Endpoint at(Endpoint endpoint, String baseUrl) {
        String base = withoutTrailingSlashes(baseUrl);
        String path = TRAILING_VERSION.matcher(base).find()
                ? LEADING_VERSION.matcher(endpoint.path()).replaceFirst("")
                : endpoint.path();
        return new Endpoint(endpoint.provider(), endpoint.displayName(), endpoint.format(), base, path, endpoint.auth(),
                endpoint.headers(), endpoint.nativeApi());
    }

    private static String withoutTrailingSlashes(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    private static Endpoint withAuth(Endpoint endpoint, Endpoint.Auth auth) {
        return new Endpoint(endpoint.provider(), endpoint.displayName(), endpoint.format(), endpoint.baseUrl(),
                endpoint.path(), auth, endpoint.headers(), endpoint.nativeApi());
    }
}
