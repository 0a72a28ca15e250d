package io.omniroute.boot;

import io.omniroute.admin.AdminSettings;
import io.omniroute.admin.ChangeDesk;
import io.omniroute.admin.JsonText;
import io.omniroute.admin.SnapshotLoader;
import io.omniroute.admin.Stores;
import io.omniroute.audit.AuditTrail;
import io.omniroute.boot.config.ConfigurationException;
import io.omniroute.boot.config.GatewayConfiguration;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.management.JacksonText;
import io.omniroute.persistence.Database;
import io.omniroute.upstream.ConnectionProbe;
import io.omniroute.upstream.http.ApacheTransport;
import io.omniroute.upstream.http.OutboundGuard;
import io.omniroute.upstream.http.SystemNames;
import java.time.Clock;
import java.time.Duration;

/** What every room stands on: configuration, secrets, database, snapshot, audit and the way out of the house. */
final class Ground implements AutoCloseable {
    private static final Duration PROBE = Duration.ofSeconds(20);

    final GatewayConfiguration configuration;
    final Clock clock = Clock.systemUTC();
    final SecurityRooms security;
    final Catalog catalog = CatalogReader.read();
    final Database database;
    final SnapshotHolder snapshots = new SnapshotHolder();
    final Stores stores;
    final JsonText json = new JacksonText();
    final SnapshotLoader loader;
    final AuditTrail audit;
    final ChangeDesk desk;
    final AdminSettings start;
    final OutboundGuard guard;
    final ApacheTransport transport;
    final CatalogProber prober;
    final CatalogDirectory directory = new CatalogDirectory(catalog);
    private final SystemNames names;

    Ground(GatewayConfiguration configuration) {
        this.configuration = configuration;
        configuration.data().directory().prepare();
        security = SecurityRooms.of(configuration);
        database = Database.open(Settings.database(configuration), security.vault());
        stores = new Stores(database.connections(), database.nodes(), database.keys(), database.settings(),
                database.combos(), database.chains(), database.budgets());
        loader = new SnapshotLoader(stores, json, snapshots, Settings.log(configuration));
        audit = new AuditTrail(database.audit());
        desk = new ChangeDesk(database, loader, audit, clock);
        start = Settings.admin(configuration);
        names = new SystemNames(configuration.upstream().connectTimeout());
        guard = guard(configuration, names);
        transport = new ApacheTransport(Settings.transport(configuration), guard);
        prober = new CatalogProber(new ConnectionProbe(transport, security.vault(), PROBE), catalog, snapshots,
                Settings.baseUrls(configuration));
    }

    private static OutboundGuard guard(GatewayConfiguration configuration, SystemNames names) {
        var guard = new OutboundGuard(Settings.guard(configuration), names);
        configuration.providers().baseUrls().forEach((provider, url) -> guard.refusal(url).ifPresent(reason -> {
            throw new ConfigurationException(
                    "omniroute.provider." + provider + ".base-url is refused: " + reason + ".");
        }));
        return guard;
    }

    @Override
    public void close() {
        transport.close();
        names.close();
        database.close();
    }
}
