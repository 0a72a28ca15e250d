package io.omniroute.boot;

import io.omniroute.admin.AuditAdmin;
import io.omniroute.admin.ChainAdmin;
import io.omniroute.admin.ChangeDesk;
import io.omniroute.admin.ComboDefaults;
import io.omniroute.admin.ConnectionAdmin;
import io.omniroute.admin.FirstPassword;
import io.omniroute.admin.IpFilterAdmin;
import io.omniroute.admin.KeyAdmin;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.ModelAdmin;
import io.omniroute.admin.NodeAdmin;
import io.omniroute.admin.PolicyAdmin;
import io.omniroute.admin.ProviderTrials;
import io.omniroute.admin.RateLimitAdmin;
import io.omniroute.admin.ResilienceAdmin;
import io.omniroute.admin.SettingsAdmin;
import io.omniroute.admin.ShapingAdmin;
import io.omniroute.admin.Stores;
import io.omniroute.boot.config.ConfigurationException;
import io.omniroute.boot.config.GatewayConfiguration;
import java.security.SecureRandom;

/** The use cases of an operator. */
final class AdminRooms {
    final AuditAdmin auditLog;
    final LoginAdmin logins;
    final KeyAdmin keys;
    final NodeAdmin nodes;
    final ConnectionAdmin connections;
    final ProviderTrials trials;
    final ModelAdmin models;
    final ChainAdmin chains;
    final SettingsAdmin settings;
    final ComboDefaults comboDefaults;
    final IpFilterAdmin ipFilter;
    final ShapingAdmin shaping;
    final PolicyAdmin policies;
    final ResilienceAdmin resilience;
    final RateLimitAdmin rateLimits;

    AdminRooms(Ground ground, EntranceRooms entrance, ResilienceRooms upstreams) {
        Stores stores = ground.stores;
        ChangeDesk desk = ground.desk;
        auditLog = new AuditAdmin(ground.audit);
        logins = new LoginAdmin(stores.settings(), ground.snapshots,
                ground.security.locks(ground.json, entrance.lockouts, entrance.keeper),
                new FirstPassword(ground.start.dataDirectory(), new SecureRandom()), desk);
        keys = new KeyAdmin(stores.keys(), ground.security.mint(), ground.snapshots, desk);
        nodes = new NodeAdmin(stores, ground.directory, ground.guard::refusal, ground.prober, desk);
        connections = new ConnectionAdmin(stores, ground.directory,
                new ConnectionAdmin.Tools(ground.guard::refusal, ground.prober, ground.security.vault()),
                ground.start, desk);
        trials = new ProviderTrials(connections, ground.directory, ground.prober);
        models = new ModelAdmin(stores, ground.directory, ground.snapshots, ground.json, desk);
        chains = new ChainAdmin(stores.chains(), ground.catalog, ground.snapshots, desk);
        settings = new SettingsAdmin(stores.settings(), logins, ground.json, ground.start, desk);
        comboDefaults = new ComboDefaults(settings);
        ipFilter = new IpFilterAdmin(stores.settings(), ground.snapshots, ground.json, desk);
        shaping = new ShapingAdmin(stores.settings(), ground.snapshots, ground.json, desk);
        policies = new PolicyAdmin(stores, ground.directory, ground.json, desk);
        resilience = new ResilienceAdmin(stores.settings(), ground.snapshots, upstreams.upstreams, upstreams.affinity,
                ground.json, desk);
        rateLimits = new RateLimitAdmin(stores.connections(), ground.snapshots, upstreams.upstreams, desk);
    }

    /** @throws ConfigurationException where the first password would be one that everybody knows */
    void firstPassword(GatewayConfiguration configuration) {
        if (!logins.hasPassword()) {
            configuration.initialPasswordProblem().ifPresent(problem -> {
                throw new ConfigurationException(problem);
            });
        }
        logins.ensureFirstPassword(configuration.auth().initialPassword());
    }
}
