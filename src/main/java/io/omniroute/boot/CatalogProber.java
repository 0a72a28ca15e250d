package io.omniroute.boot;

import io.omniroute.admin.Probe;
import io.omniroute.admin.Prober;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.NodeEndpoints;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.upstream.ConnectionProbe;
import io.omniroute.upstream.ProbeCall;
import io.omniroute.upstream.ProbeResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tries credentials and lists models with the calls of the catalogue. */
record CatalogProber(ConnectionProbe probe, Catalog catalog, SnapshotHolder snapshots, Map<String, String> baseUrls)
        implements
            Prober {
    /** What a mirror answers that has only the doors of the dialect. */
    private static final Set<Integer> NO_SUCH_DOOR = Set.of(404, 405);
    /** Sends with one credential, a kept one or one that was typed: a call, or the list of an endpoint's dialect. */
    private record Sender(Function<ProbeCall, ProbeResult> call, Function<Endpoint, ProbeResult> list) {}

    @Override
    public Probe test(Connection connection) {
        return tried(connection.provider(), connection.baseUrl(), connection.authType(),
                new Sender(call -> probe.probe(call, connection), endpoint -> probe.probe(endpoint, connection)));
    }

    @Override
    public Probe validate(Candidate candidate) {
        return tried(candidate.provider(), candidate.data().text("baseUrl"), authType(candidate.provider()),
                new Sender(call -> probe.probe(call, candidate.apiKey()),
                        endpoint -> probe.probe(endpoint, candidate.apiKey())));
    }

    @Override
    public Probe validateNode(NodeType type, String baseUrl, String apiKey) {
        var node = new ProviderNode("", type, "", "", baseUrl, Instant.EPOCH, Instant.EPOCH);
        return Diagnosis.of(probe.probe(NodeEndpoints.of(node), apiKey), Optional.empty());
    }

    @Override
    public Listing models(Connection connection) {
        Optional<ProbeResult> result = node(connection.provider(), connection.baseUrl(), connection.authType())
                .map(endpoint -> probe.probe(endpoint, connection))
                .or(() -> catalog.provider(connection.provider())
                        .flatMap(known -> calls(known, connection.baseUrl(), connection.authType()).models())
                        .map(call -> probe.probe(call, connection)));
        return result.map(CatalogProber::listing).orElseGet(Listing.Unsupported::new);
    }

    private static Listing listing(ProbeResult result) {
        Probe found = Diagnosis.of(result, Optional.empty());
        if (result instanceof ProbeResult.Answered answered && found.valid()) {
            return ModelListing.read(answered.body()).<Listing>map(Listing.Offered::new).orElseGet(
                    () -> new Listing.Failed(new Probe(false, "upstream_error", "upstream",
                            "The provider answered with something that is no list of models", null, null,
                            found.latency())));
        }
        return result instanceof ProbeResult.Unsupported ? new Listing.Unsupported() : new Listing.Failed(found);
    }

    private Probe tried(String provider, Optional<String> baseUrl, AuthType authType, Sender sender) {
        Optional<Probe> atNode = node(provider, baseUrl, authType)
                .map(endpoint -> Diagnosis.of(sender.list().apply(endpoint), Optional.empty()));
        return atNode
                .or(() -> catalog.provider(provider)
                        .flatMap(known -> tried(calls(known, baseUrl, authType), sender)))
                .orElseGet(() -> Diagnosis.unsupported("No call is known that proves a credential of " + provider));
    }

    private static Optional<Probe> tried(ProviderCalls calls, Sender sender) {
        return calls.validation().map(call -> {
            ProbeResult first = sender.call().apply(call);
            Optional<Endpoint> mirror = noSuchDoor(first) ? mirror(calls, call) : Optional.empty();
            return mirror.map(endpoint -> Diagnosis.of(sender.list().apply(endpoint), Optional.empty()))
                    .orElseGet(() -> Diagnosis.of(first, calls.provider().validation()));
        });
    }

    /** At a base URL an operator set, the dialect's own list of models proves a credential as well. */
    private static Optional<Endpoint> mirror(ProviderCalls calls, ProbeCall tried) {
        return calls.baseUrl().filter(url -> tried.body().isEmpty()).flatMap(url -> calls.endpoint());
    }

    private static boolean noSuchDoor(ProbeResult result) {
        return result instanceof ProbeResult.Answered answered && NO_SUCH_DOOR.contains(answered.status());
    }

    private ProviderCalls calls(Provider provider, Optional<String> baseUrl, AuthType authType) {
        return new ProviderCalls(provider, baseUrl.or(() -> Optional.ofNullable(baseUrls.get(provider.id()))),
                authType);
    }

    private AuthType authType(String provider) {
        return catalog.provider(provider).filter(Provider::subscription).isPresent()
                ? AuthType.OAUTH
                : AuthType.APIKEY;
    }

    private Optional<Endpoint> node(String id, Optional<String> baseUrl, AuthType authType) {
        return snapshots.get().node(id).map(it -> NodeEndpoints.reach(it).endpoint(baseUrl, authType));
    }
}
