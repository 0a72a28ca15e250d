package io.omniroute.boot;

import io.omniroute.admin.Probe;
import io.omniroute.admin.Prober;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.NodeEndpoints;
import io.omniroute.catalog.Provider;
import io.omniroute.catalog.ProviderEndpoints;
import io.omniroute.catalog.Reach;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.upstream.ConnectionProbe;
import io.omniroute.upstream.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Tries a credential at its endpoint and says in the management API's words what was found (20 section 5). */
record CatalogProber(ConnectionProbe probe, Catalog catalog, SnapshotHolder snapshots, Map<String, String> baseUrls)
        implements
            Prober {
    @Override
    public Probe test(Connection connection) {
        if (connection.apiKey() == null) {
            return new Probe(false, "auth_missing", "local", "No API key is stored", "missing_api_key", null,
                    Duration.ZERO);
        }
        return reach(connection.provider())
                .map(reach -> reach.endpoint(connection.baseUrl().or(() -> override(connection.provider())),
                        connection.authType()))
                .map(endpoint -> found(probe.probe(endpoint, connection))).orElseGet(CatalogProber::unsupported);
    }

    @Override
    public Probe validate(Candidate candidate) {
        Optional<String> baseUrl = candidate.data().text("baseUrl").or(() -> override(candidate.provider()));
        return reach(candidate.provider())
                .map(reach -> reach.endpoint(baseUrl, io.omniroute.domain.connection.AuthType.APIKEY))
                .map(endpoint -> found(probe.probe(endpoint, candidate.apiKey())))
                .orElseGet(CatalogProber::unsupported);
    }

    @Override
    public Probe validateNode(NodeType type, String baseUrl, String apiKey) {
        var node = new ProviderNode("", type, "", "", baseUrl, Instant.EPOCH, Instant.EPOCH);
        return found(probe.probe(NodeEndpoints.of(node), apiKey));
    }

    private Optional<String> override(String provider) {
        return Optional.ofNullable(baseUrls.get(provider));
    }

    private Optional<Reach> reach(String provider) {
        Optional<Reach> node = snapshots.get().node(provider).map(NodeEndpoints::reach);
        return node.or(() -> catalog.provider(provider).filter(Provider::supported)
                .map(known -> ProviderEndpoints.of(known, Optional.empty(), Optional.empty())));
    }

    private static Probe unsupported() {
        return new Probe(false, Probe.UNSUPPORTED, "validation", "This provider has no test", null, null,
                Duration.ZERO);
    }

    private static Probe found(ProbeResult result) {
        return switch (result) {
            case ProbeResult.Answered answered -> answered(answered);
            case ProbeResult.Failed failed -> failed(failed);
            case ProbeResult.Unsupported none -> unsupported();
        };
    }

    private static Probe answered(ProbeResult.Answered answered) {
        int status = answered.status();
        if (status / 100 == 2) {
            return new Probe(true, "ok", "upstream", null, null, status, answered.latency());
        }
        String type = switch (status) {
            case 401, 403 -> "upstream_auth_error";
            case 429 -> "upstream_rate_limited";
            default -> status >= 500 ? "upstream_unavailable" : "upstream_error";
        };
        return new Probe(false, type, "upstream", "The provider answered " + status, Integer.toString(status), status,
                answered.latency());
    }

    private static Probe failed(ProbeResult.Failed failed) {
        Failure failure = failed.failure();
        boolean refusedHere = failure instanceof Failure.Refused;
        return new Probe(false, refusedHere ? "runtime_error" : "network_error", refusedHere ? "local" : "upstream",
                failure.message(), null, null, failed.latency());
    }
}
