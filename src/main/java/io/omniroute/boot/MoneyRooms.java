package io.omniroute.boot;

import io.omniroute.admin.BudgetAdmin;
import io.omniroute.admin.CallAdmin;
import io.omniroute.admin.ChangeDesk;
import io.omniroute.admin.JsonText;
import io.omniroute.admin.PricingAdmin;
import io.omniroute.admin.ReportAdmin;
import io.omniroute.admin.RetentionAdmin;
import io.omniroute.admin.Stores;
import io.omniroute.audit.AuditTrail;
import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.persistence.CallWriter;
import io.omniroute.persistence.Database;
import io.omniroute.persistence.UsageWriter;
import io.omniroute.usage.BudgetNotices;
import io.omniroute.usage.Budgets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/** What counts and keeps money and calls: budgets over the ledger, the call log, reports, prices, and their clearing. */
final class MoneyRooms implements AutoCloseable {
    final Budgets budgets;
    final BudgetAdmin budgetAdmin;
    final PricingAdmin pricing;
    final CallAdmin callAdmin;
    final ReportAdmin reports;
    final CallWriter calls;

    private final Database database;
    private final RetentionTicker retention;

    private MoneyRooms(House house, Stores stores, JsonText json, AuditTrail audit, ChangeDesk desk,
            UsageWriter writer) {
        database = house.database;
        Path dataDir = house.configuration.data().directory().path();
        Supplier<LogSettings> log = () -> house.snapshots.get().settings().log();
        budgets = new Budgets(house.snapshots, writer, new Audited(audit, house.clock),
                new Budgets.Time(house.clock, house.configuration.keeping().budgetZone()));
        budgetAdmin = new BudgetAdmin(stores.budgets(), budgets, house.snapshots, desk);
        pricing = new PricingAdmin(stores, house.catalog, house.snapshots, json, desk);
        callAdmin = new CallAdmin(database.calls(dataDir), database.proxyLog(), desk);
        reports = new ReportAdmin(database.reports(), house.snapshots, house.clock);
        calls = new CallWriter(database, dataDir, house.configuration.keeping().callLogMaxRows(), log,
                new SecureRandom());
        retention = new RetentionTicker(new RetentionAdmin(database.attic(dataDir), log, audit, house.clock));
    }

    static MoneyRooms of(House house, Stores stores, JsonText json, AuditTrail audit, ChangeDesk desk,
            UsageWriter writer) {
        return new MoneyRooms(house, stores, json, audit, desk, writer);
    }

    /** Counts again what was spent; to be called when the configuration is known and before the first request. */
    void open() {
        budgets.rebuild(database.ledger());
        retention.start();
    }

    @Override
    public void close() {
        retention.close();
        calls.close();
    }

    /** Notices as audit events, written off the request's thread. */
    private record Audited(AuditTrail audit, Clock clock) implements BudgetNotices {
        @Override
        public void warning(Notice notice) {
            record("budget.warning", notice);
        }

        @Override
        public void exceeded(Notice notice) {
            record("budget.exceeded", notice);
        }

        private void record(String action, Notice notice) {
            var event = new AuditEvent(clock.instant(), action, "system", notice.apiKeyId(),
                    Map.of("period", notice.period().id(), "start", notice.start().toString(), "spentUsd",
                            notice.spentUsd(), "limitUsd", notice.limitUsd()),
                    null, null, "ok");
            Thread.ofVirtual().name("omniroute-budget-notice").start(() -> audit.record(event));
        }
    }
}
