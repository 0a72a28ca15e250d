package io.omniroute.catalog;

import io.omniroute.domain.Format;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.route.Endpoint;
import java.util.Optional;

/**
 * How a provider or node is reached for one request, before an account is chosen.
 *
 * @param preferred in the client's dialect where the provider speaks it, else equal to {@code own}
 * @param own in the dialect the model needs, whoever asks, at the provider's own base URL
 * @param tokenAuth how an access token is sent; API keys go as the endpoint says
 */
public record Reach(Endpoint preferred, Endpoint own, Endpoint.Auth tokenAuth) {
    /** The endpoint without an account: the registry's base URL, an API key. */
    public Endpoint endpoint() {
        return preferred;
    }

    /** The dialect that {@link #endpoint()} speaks. */
    public Format format() {
        return preferred.format();
    }

    /**
     * The endpoint for an account.
     *
     * <p>A base URL set by the operator stands for the provider's own, and only the provider's own dialect is expected
     * there: who speaks another one is translated for.
     */
    public Endpoint endpoint(Optional<String> baseUrl, AuthType authType) {
        Endpoint located = baseUrl.map(own::withBaseUrl).orElse(preferred);
        return switch (authType) {
            case APIKEY -> located;
            case OAUTH -> withAuth(located, tokenAuth);
        };
    }

    private static Endpoint withAuth(Endpoint endpoint, Endpoint.Auth auth) {
        return new Endpoint(endpoint.provider(), endpoint.displayName(), endpoint.format(), endpoint.baseUrl(),
                endpoint.path(), auth, endpoint.headers(), endpoint.nativeApi());
    }
}
