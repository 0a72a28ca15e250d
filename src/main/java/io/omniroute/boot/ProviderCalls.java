package io.omniroute.boot;

import io.omniroute.catalog.Provider;
import io.omniroute.catalog.ProviderEndpoints;
import io.omniroute.catalog.Validation;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.upstream.ProbeCall;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls that prove a credential of a registry provider and list its models.
 *
 * @param baseUrl what an operator set for the account or the provider; stands for every base URL of the registry
 */
record ProviderCalls(Provider provider, Optional<String> baseUrl, AuthType authType) {
    Optional<ProbeCall> validation() {
        return provider.validation().map(this::call);
    }

    Optional<ProbeCall> models() {
        return provider.modelsPath().filter(path -> provider.format().isPresent())
                .map(path -> new ProbeCall("GET", base(Optional.empty()), path, auth(), headers(Map.of()),
                        Optional.empty()));
    }

    /** The endpoint for requests; empty for a service that is called otherwise. */
    Optional<Endpoint> endpoint() {
        return Optional.of(provider).filter(Provider::supported).map(
                known -> ProviderEndpoints.of(known, Optional.empty(), Optional.empty()).endpoint(baseUrl, authType));
    }

    private ProbeCall call(Validation validation) {
        return new ProbeCall(validation.method(), base(validation.baseUrl()), validation.path(), auth(),
                headers(validation.headers()), validation.body());
    }

    private String base(Optional<String> ofCall) {
        return baseUrl.or(() -> ofCall).orElseGet(() -> provider.baseUrls().getFirst());
    }

    private Endpoint.Auth auth() {
        return switch (authType) {
            case APIKEY -> provider.auth();
            case OAUTH -> provider.tokenAuth();
        };
    }

    private Map<String, String> headers(Map<String, String> ofCall) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(ProviderEndpoints.headers(provider));
        all.putAll(ofCall);
        return all;
    }
}
