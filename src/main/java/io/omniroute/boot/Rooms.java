package io.omniroute.boot;

import io.omniroute.admin.AccountFigures;
import io.omniroute.admin.AuditAdmin;
import io.omniroute.admin.CacheAdmin;
import io.omniroute.admin.ComboAdmin;
import io.omniroute.admin.ComboFigures;
import io.omniroute.admin.ComboDefaults;
import io.omniroute.admin.ChainAdmin;
import io.omniroute.admin.BudgetAdmin;
import io.omniroute.admin.CallAdmin;
import io.omniroute.admin.ComboTrial;
import io.omniroute.admin.RouteAdmin;
import io.omniroute.admin.ConnectionAdmin;
import io.omniroute.admin.IpFilterAdmin;
import io.omniroute.admin.KeyAdmin;
import io.omniroute.admin.LockoutAdmin;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.ModelAdmin;
import io.omniroute.admin.NodeAdmin;
import io.omniroute.admin.PolicyAdmin;
import io.omniroute.admin.ProviderTrials;
import io.omniroute.admin.PricingAdmin;
import io.omniroute.admin.ReportAdmin;
import io.omniroute.admin.RateLimitAdmin;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.admin.SettingsAdmin;
import io.omniroute.admin.ShapingAdmin;
import io.omniroute.admin.TranslatorAdmin;
import io.omniroute.admin.UsageAdmin;
import io.omniroute.api.BodyBudget;
import io.omniroute.api.DoorSettings;
import io.omniroute.api.SessionCheck;
import io.omniroute.api.TrustedProxies;
import io.omniroute.catalog.Catalog;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.gateway.AddressGate;
import io.omniroute.gateway.ChatPipeline;
import io.omniroute.gateway.Errors;
import io.omniroute.gateway.Gatekeeper;
import io.omniroute.gateway.TokenCounter;
import io.omniroute.management.GuardSettings;
import io.omniroute.management.Installation;
import io.omniroute.management.MonitoringSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Hands the rooms of the open house to the edges, which ask for them by injection. */
@Singleton
public class Rooms {
    private static final long ANY_BODY = 1 << 20;
    private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(30);

    private final StartUp startUp;
    private final Instant started = Instant.now();

    @Inject
    Rooms(StartUp startUp) {
        this.startUp = startUp;
    }

    private House house() {
        return startUp.house()
                .orElseThrow(() -> new IllegalStateException(startUp.problem().orElse("the gateway is not open")));
    }

    /** The filters ask for it when the application starts, which may be a start that failed. */
    @Produces
    @Singleton
    DoorSettings door() {
        return startUp.house().map(house -> Settings.door(house.ground.configuration))
                .orElseGet(() -> new DoorSettings(ANY_BODY, List.of()));
    }

    @Produces
    @Singleton
    TrustedProxies trustedProxies() {
        return new TrustedProxies(startUp.house().map(house -> house.ground.configuration.server().trustedProxies())
                .orElse(List.of()));
    }

    /** A sixth of the heap: a body is in memory twice or three times while it is sent, and the rest has to live, too. */
    @Produces
    @Singleton
    BodyBudget bodyBudget() {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / 6, WAIT_FOR_ROOM);
    }

    /** The filters ask for it as for {@link #door}; where nothing is open, nobody is refused for an address. */
    @Produces
    @Singleton
    AddressGate addressGate() {
        return startUp.house().map(house -> house.entrance.addressGate)
                .orElseGet(() -> new AddressGate(() -> Snapshot.EMPTY, false, Clock.systemUTC()));
    }

    @Produces
    @Singleton
    Errors errors() {
        return new Errors();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    ChatPipeline pipeline() {
        return house().corridor.pipeline;
    }

    @Produces
    @Singleton
    TokenCounter tokenCounter() {
        return house().corridor.tokenCounter;
    }

    @Produces
    @Singleton
    Gatekeeper gatekeeper() {
        return house().entrance.gatekeeper;
    }

    @Produces
    @Singleton
    Catalog catalog() {
        return house().ground.catalog;
    }

    @Produces
    @Singleton
    SnapshotHolder snapshots() {
        return house().ground.snapshots;
    }

    @Produces
    @Singleton
    SessionCheck sessionCheck() {
        return new CookieSession(house().admin.logins);
    }

    @Produces
    @Singleton
    LoginAdmin logins() {
        return house().admin.logins;
    }

    @Produces
    @Singleton
    KeyAdmin keys() {
        return house().admin.keys;
    }

    @Produces
    @Singleton
    NodeAdmin nodes() {
        return house().admin.nodes;
    }

    @Produces
    @Singleton
    ConnectionAdmin connections() {
        return house().admin.connections;
    }

    @Produces
    @Singleton
    AccountFigures accountFigures() {
        House house = house();
        return new AccountFigures(house.resilience.upstreams, house.corridor.side.rotation(), house.ground.clock);
    }

    @Produces
    @Singleton
    ProviderTrials trials() {
        return house().admin.trials;
    }

    @Produces
    @Singleton
    ModelAdmin models() {
        return house().admin.models;
    }

    @Produces
    @Singleton
    SettingsAdmin settings() {
        return house().admin.settings;
    }

    @Produces
    @Singleton
    PricingAdmin pricing() {
        return house().books.money.pricing;
    }

    @Produces
    @Singleton
    BudgetAdmin budgets() {
        return house().books.money.budgetAdmin;
    }

    @Produces
    @Singleton
    CallAdmin callLog() {
        return house().books.money.callAdmin;
    }

    @Produces
    @Singleton
    ReportAdmin reports() {
        return house().books.money.reports;
    }

    @Produces
    @Singleton
    UsageAdmin usage() {
        return house().corridor.usage;
    }

    @Produces
    @Singleton
    CacheAdmin caches() {
        return house().books.cacheAdmin;
    }

    @Produces
    @Singleton
    ComboAdmin combos() {
        return house().corridor.combos;
    }

    @Produces
    @Singleton
    ComboFigures comboFigures() {
        return house().corridor.comboFigures;
    }

    @Produces
    @Singleton
    ComboDefaults comboDefaults() {
        return house().admin.comboDefaults;
    }

    @Produces
    @Singleton
    ChainAdmin chains() {
        return house().admin.chains;
    }

    @Produces
    @Singleton
    RouteAdmin routes() {
        return house().corridor.routes;
    }

    @Produces
    @Singleton
    ComboTrial comboTrial() {
        return house().corridor.comboTrial;
    }

    @Produces
    @Singleton
    TranslatorAdmin translator() {
        return house().corridor.translator;
    }

    @Produces
    @Singleton
    IpFilterAdmin ipFilter() {
        return house().admin.ipFilter;
    }

    @Produces
    @Singleton
    ShapingAdmin shaping() {
        return house().admin.shaping;
    }

    @Produces
    @Singleton
    PolicyAdmin policies() {
        return house().admin.policies;
    }

    @Produces
    @Singleton
    LockoutAdmin lockouts() {
        return house().entrance.lockoutAdmin;
    }

    @Produces
    @Singleton
    GuardSettings guardSettings() {
        return Settings.management(house().ground.configuration);
    }

    @Produces
    @Singleton
    MonitoringSource monitoring() {
        House house = house();
        return new Monitoring(house.ground.database, house.books.telemetry, house.ground.catalog,
                house.ground.snapshots, house.resilience.upstreams, house.entrance.lockouts, house.corridor.tags,
                house.ground.configuration.data().directory().path(), house.ground.clock);
    }

    @Produces
    @Singleton
    AuditAdmin audit() {
        return house().admin.auditLog;
    }

    @Produces
    @Singleton
    ResilienceAdmin resilience() {
        return house().admin.resilience;
    }

    @Produces
    @Singleton
    RateLimitAdmin rateLimits() {
        return house().admin.rateLimits;
    }

    @Produces
    @Singleton
    Installation installation() {
        return new Installation(Version.text(), System.getProperty("java.vm.name", "Java"),
                house().ground.configuration.data().directory().path().toString(), started);
    }
}
