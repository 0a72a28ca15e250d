package io.omniroute.boot;

import io.omniroute.admin.AdminSettings;
import io.omniroute.admin.AuditAdmin;
import io.omniroute.admin.CacheAdmin;
import io.omniroute.admin.ChangeDesk;
import io.omniroute.admin.ChainAdmin;
import io.omniroute.admin.ComboAdmin;
import io.omniroute.admin.ComboDefaults;
import io.omniroute.admin.ComboFigures;
import io.omniroute.admin.ComboTrial;
import io.omniroute.admin.ConnectionAdmin;
import io.omniroute.admin.RouteAdmin;
import io.omniroute.admin.RouteState;
import io.omniroute.admin.FirstPassword;
import io.omniroute.admin.JsonText;
import io.omniroute.admin.IpFilterAdmin;
import io.omniroute.admin.KeyAdmin;
import io.omniroute.admin.LockoutAdmin;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.ModelAdmin;
import io.omniroute.admin.NodeAdmin;
import io.omniroute.admin.PolicyAdmin;
import io.omniroute.admin.ProviderTrials;
import io.omniroute.admin.RateLimitAdmin;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.admin.SettingsAdmin;
import io.omniroute.admin.ShapingAdmin;
import io.omniroute.admin.SnapshotLoader;
import io.omniroute.admin.Stores;
import io.omniroute.admin.TranslatorAdmin;
import io.omniroute.admin.UsageAdmin;
import io.omniroute.audit.AuditTrail;
import io.omniroute.boot.config.ConfigurationException;
import io.omniroute.boot.config.GatewayConfiguration;
import io.omniroute.cache.Caches;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.gateway.AddressGate;
import io.omniroute.gateway.Books;
import io.omniroute.gateway.CallPreview;
import io.omniroute.gateway.ChatPipeline;
import io.omniroute.gateway.Chronicle;
import io.omniroute.gateway.CorridorLab;
import io.omniroute.gateway.CorridorProbe;
import io.omniroute.gateway.Gatekeeper;
import io.omniroute.gateway.Guards;
import io.omniroute.gateway.History;
import io.omniroute.gateway.Interpreter;
import io.omniroute.gateway.Shortcuts;
import io.omniroute.gateway.TokenCounter;
import io.omniroute.gateway.UpstreamSide;
import io.omniroute.gateway.Tracing;
import io.omniroute.gateway.Watch;
import io.omniroute.journal.FileRequestLog;
import io.omniroute.management.JacksonText;
import io.omniroute.persistence.AnswerWriter;
import io.omniroute.persistence.Database;
import io.omniroute.persistence.UsageWriter;
import io.omniroute.security.LockoutKeeper;
import io.omniroute.security.Lockouts;
import io.omniroute.translation.stages.LearnedTags;
import io.omniroute.translation.stages.TokenEstimate;
import io.omniroute.upstream.ConnectionProbe;
import io.omniroute.upstream.DefaultExecutor;
import io.omniroute.upstream.http.ApacheTransport;
import io.omniroute.upstream.http.OutboundGuard;
import io.omniroute.upstream.http.SystemNames;
import io.omniroute.usage.ComboMetrics;
import io.omniroute.usage.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** The rooms, built and connected in the order they need each other, and closed in the opposite one. */
final class House implements AutoCloseable {
    private static final Logger LOG = System.getLogger(House.class.getName());
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofSeconds(20);

    final GatewayConfiguration configuration;
    final Clock clock = Clock.systemUTC();
    final SnapshotHolder snapshots = new SnapshotHolder();
    final Catalog catalog;
    final Telemetry telemetry = new Telemetry();
    final Database database;
    final ChatPipeline pipeline;
    final UpstreamSide side;
    final TokenCounter tokenCounter;
    final Gatekeeper gatekeeper;
    final AddressGate addressGate;
    final Lockouts lockouts;
    final LockoutAdmin lockoutAdmin;
    final IpFilterAdmin ipFilter;
    final ShapingAdmin shaping;
    final PolicyAdmin policies;
    final Watch watch;
    final ResilienceRooms resilience;
    final ResilienceAdmin resilienceAdmin;
    final RateLimitAdmin rateLimits;
    final AuditAdmin auditLog;
    final LoginAdmin logins;
    final KeyAdmin keys;
    final NodeAdmin nodes;
    final ConnectionAdmin connections;
    final ProviderTrials trials;
    final ModelAdmin models;
    final SettingsAdmin settings;
    final UsageAdmin usage;
    final ComboMetrics comboMetrics;
    final ComboAdmin combos;
    final ComboFigures comboFigures;
    final ComboDefaults comboDefaults;
    final RouteAdmin routes;
    final ComboTrial comboTrial;
    final ChainAdmin chains;
    final TranslatorAdmin translator;
    final CacheAdmin cacheAdmin;
    final MoneyRooms money;

    private final LockoutKeeper lockoutKeeper;
    private final AnswerWriter answerWriter;
    private final UsageWriter usageWriter;
    private final Optional<FileRequestLog> requestLog;
    private final SystemNames names;
    private final ApacheTransport transport;
    private volatile boolean closing;

    /**
     * Opens the house.
     *
     * @throws ConfigurationException when a setting cannot be used
     * @throws io.omniroute.persistence.DatabaseUnusableException when the database cannot be used
     */
    static House open() {
        GatewayConfiguration.Loaded loaded = GatewayConfiguration.read(ConfigProvider.getConfig());
        if (!loaded.problems().isEmpty()) {
            throw new ConfigurationException(String.join(" ", loaded.problems()));
        }
        loaded.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        return new House(loaded.configuration());
    }

    private House(GatewayConfiguration configuration) {
        this.configuration = configuration;
        LogLevels.apply(configuration.log().level());
        configuration.data().directory().prepare();
        var security = SecurityRooms.of(configuration);
        catalog = CatalogReader.read();
        database = Database.open(Settings.database(configuration), security.vault());

        var stores = new Stores(database.connections(), database.nodes(), database.keys(), database.settings(),
                database.combos(), database.chains(), database.budgets());
        JsonText json = new JacksonText();
        var loader = new SnapshotLoader(stores, json, snapshots, Settings.log(configuration));
        var audit = new AuditTrail(database.audit());
        auditLog = new AuditAdmin(audit);
        var desk = new ChangeDesk(database, loader, audit, clock);
        resilience = new ResilienceRooms(configuration.routing().maxCooldown(), snapshots, catalog, audit, clock);
        resilienceAdmin = new ResilienceAdmin(stores.settings(), snapshots, resilience.upstreams, resilience.affinity,
                json, desk);
        rateLimits = new RateLimitAdmin(stores.connections(), snapshots, resilience.upstreams, desk);

        names = new SystemNames(configuration.upstream().connectTimeout());
        var guard = new OutboundGuard(Settings.guard(configuration), names);
        configuration.providers().baseUrls().forEach((provider, url) -> guard.refusal(url).ifPresent(reason -> {
            throw new ConfigurationException(
                    "omniroute.provider." + provider + ".base-url is refused: " + reason + ".");
        }));
        transport = new ApacheTransport(Settings.transport(configuration), guard);
        var prober = new CatalogProber(new ConnectionProbe(transport, security.vault(), PROBE), catalog, snapshots,
                Settings.baseUrls(configuration));
        var directory = new CatalogDirectory(catalog);

        addressGate = new AddressGate(snapshots, configuration.management().ipFiltered(), clock);
        lockouts = new Lockouts(Lockouts.Time.system(clock), addressGate::whitelisted);
        lockoutKeeper = LockoutKeeper.open(lockouts, database.lockouts());
        lockoutAdmin = new LockoutAdmin(lockouts, lockoutKeeper, desk);

        AdminSettings start = Settings.admin(configuration);
        logins = new LoginAdmin(stores.settings(), snapshots, security.locks(json, lockouts, lockoutKeeper),
                new FirstPassword(start.dataDirectory(), new SecureRandom()), desk);
        keys = new KeyAdmin(stores.keys(), security.mint(), snapshots, desk);
        nodes = new NodeAdmin(stores, directory, guard::refusal, prober, desk);
        connections = new ConnectionAdmin(stores, directory,
                new ConnectionAdmin.Tools(guard::refusal, prober, security.vault()), start, desk);
        trials = new ProviderTrials(connections, directory, prober);
        models = new ModelAdmin(stores, directory, snapshots, json, desk);
        combos = new ComboAdmin(stores.combos(), catalog, snapshots, desk);
        chains = new ChainAdmin(stores.chains(), catalog, snapshots, desk);
        comboMetrics = new ComboMetrics(clock);
        comboFigures = new ComboFigures(comboMetrics, snapshots, desk);
        settings = new SettingsAdmin(stores.settings(), logins, json, start, desk);
        comboDefaults = new ComboDefaults(settings);
        ipFilter = new IpFilterAdmin(stores.settings(), snapshots, json, desk);
        shaping = new ShapingAdmin(stores.settings(), snapshots, json, desk);
        policies = new PolicyAdmin(stores, directory, json, desk);

        answerWriter = new AnswerWriter(database.answers(), clock);
        Caches caches = Settings.caches(configuration, answerWriter);
        answerWriter.start(() -> caches.answers()
                .fill(database.answers().newest(caches.answers().capacity(), clock.instant())));
        cacheAdmin = new CacheAdmin(caches, database.answers(), desk);
        usageWriter = new UsageWriter(database, start.dataDirectory());
        money = MoneyRooms.of(this, stores, json, audit, desk, usageWriter);
        watch = new Watch(Settings.gateway(configuration), new io.omniroute.api.ProcNetSockets());
        usage = new UsageAdmin(database.usage(), database.reports(), new WatchedRequests(watch), snapshots,
                start.dataDirectory(), clock);
        gatekeeper = new Gatekeeper(snapshots, security.apiKeys(), Settings.gate(configuration),
                lockouts, clock);
        var executor = new DefaultExecutor(transport, security.vault());
        var interpreter = new Interpreter(snapshots, catalog, Settings.translation(configuration), new LearnedTags(),
                clock);
        var calls = new CallPreview(nowhere -> new DefaultExecutor(nowhere, security.vault()));
        requestLog = configuration.log().requests()
                ? Optional.of(new FileRequestLog(start.dataDirectory()))
                : Optional.empty();
        var chronicle = new Chronicle(new History(), money.calls,
                requestLog.map(log -> new Tracing(log, interpreter, calls, traceBytes())));
        side = UpstreamRooms.side(executor, resilience.upstreams, resilience.affinity, comboMetrics);
        pipeline = new ChatPipeline(snapshots, catalog, side, interpreter, watch,
                new Books(usageWriter, catalog, telemetry, snapshots, chronicle),
                new Shortcuts(Settings.bypass(configuration), caches, clock),
                new Guards(who -> lockouts.lockedFor(Lockouts.Kind.KEY, who), money.budgets),
                Settings.gateway(configuration));
        routes = new RouteAdmin(catalog, snapshots, new RouteState(side.upstreams(), side.rotation(), side.counters(),
                configuration.routing().unknownModel()), json, side.random());
        comboTrial = new ComboTrial(catalog, snapshots, new CorridorProbe(pipeline), desk);
        translator = new TranslatorAdmin(
                new CorridorLab(snapshots, catalog, interpreter, calls, pipeline, Settings.gateway(configuration)),
                chronicle.history(), json, start.dataDirectory(), desk);
        tokenCounter = new TokenCounter(snapshots, catalog, executor, interpreter, TokenEstimate::of,
                Settings.baseUrls(configuration));

        loader.reload();
        money.open();
        resilience.open(database);
        firstPassword();
        LOG.log(Level.INFO, "OmniRoute listens on {0}, its data directory is {1}",
                configuration.server().address().url(), configuration.data().directory().path());
    }

    /** An eighth of the heap for what the request log has yet to write. */
    private static long traceBytes() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    private void firstPassword() {
        if (!logins.hasPassword()) {
            configuration.initialPasswordProblem().ifPresent(problem -> {
                throw new ConfigurationException(problem);
            });
        }
        logins.ensureFirstPassword(configuration.auth().initialPassword());
    }

    /** Whether requests can be served: the database answers and nobody is closing. */
    boolean ready() {
        return !closing && database.healthy();
    }

    /** Lets running streams finish, then writes what is queued and closes. */
    @Override
    public void close() {
        closing = true;
        pipeline.stop(DRAIN);
        watch.close();
        requestLog.ifPresent(FileRequestLog::close);
        lockoutKeeper.close();
        money.close();
        resilience.close();
        usageWriter.close();
        answerWriter.close();
        transport.close();
        names.close();
        database.close();
    }
}
