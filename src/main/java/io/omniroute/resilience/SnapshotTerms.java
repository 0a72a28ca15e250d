package io.omniroute.resilience;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Provider;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.domain.resilience.Profiles;
import io.omniroute.domain.resilience.RateLimit;
import io.omniroute.domain.snapshot.Snapshot;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The terms of the current snapshot (40 sections 6 and 7); worked out anew only when the snapshot changes. */
public final class SnapshotTerms implements Terms {
    private static final String OAUTH = "oauth";
    private final Supplier<Snapshot> snapshots;
    private final Catalog catalog;
    private volatile Known known = new Known(Snapshot.EMPTY, Set.of(), Set.of());

    public SnapshotTerms(Supplier<Snapshot> snapshots, Catalog catalog) {
        this.snapshots = snapshots;
        this.catalog = catalog;
    }

    /**
     * @param local ids of nodes on this machine
     * @param guarded ids of connections with protection switched on
     */
    private record Known(Snapshot snapshot, Set<String> local, Set<String> guarded) {
        static Known of(Snapshot snapshot) {
            return new Known(snapshot,
                    snapshot.nodes().stream().filter(SnapshotTerms::onLoopback).map(ProviderNode::id)
                            .collect(Collectors.toUnmodifiableSet()),
                    snapshot.connections().stream().filter(Connection::rateLimitProtection).map(Connection::id)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private Known known() {
        Snapshot current = snapshots.get();
        Known last = known;
        if (last.snapshot() != current) {
            last = Known.of(current);
            known = last;
        }
        return last;
    }

    @Override
    public Profile profile(String provider) {
        Known now = known();
        Profiles profiles = now.snapshot().settings().resilience().profiles();
        Profile override = profiles.overrides().get(provider);
        if (override != null) {
            return override;
        }
        if (now.local().contains(provider)) {
            return profiles.local();
        }
        return catalog.provider(provider).map(Provider::category).filter(OAUTH::equals).isPresent()
                ? profiles.oauth()
                : profiles.apiKey();
    }

    /** The edited figures for everybody; with protection on, suggestions where no figure is edited. */
    @Override
    public RateLimit limit(String connectionId) {
        Known now = known();
        RateLimit edited = now.snapshot().settings().resilience().rateLimits();
        if (!now.guarded().contains(connectionId)) {
            return edited;
        }
        RateLimit suggested = RateLimit.SUGGESTED;
        return edited.limits() ? edited : suggested;
    }

    private static boolean onLoopback(ProviderNode node) {
        try {
            String host = String.valueOf(URI.create(node.baseUrl()).getHost()).toLowerCase(java.util.Locale.ROOT);
            return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.")
                    || host.equals("[::1]") || host.equals("::1");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
