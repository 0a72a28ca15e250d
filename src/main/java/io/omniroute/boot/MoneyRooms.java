package io.omniroute.boot;

import io.omniroute.admin.BudgetAdmin;
import io.omniroute.admin.CallAdmin;
import io.omniroute.admin.PricingAdmin;
import io.omniroute.admin.ReportAdmin;
import io.omniroute.admin.RetentionAdmin;
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

    MoneyRooms(Ground ground, UsageWriter writer) {
        database = ground.database;
        Path dataDir = ground.start.dataDirectory();
        var keeping = ground.configuration.keeping();
        Supplier<LogSettings> log = () -> ground.snapshots.get().settings().log();
        budgets = new Budgets(ground.snapshots, writer, new Audited(ground.audit, ground.clock),
                new Budgets.Time(ground.clock, keeping.budgetZone()));
        budgetAdmin = new BudgetAdmin(ground.stores.budgets(), budgets, ground.snapshots, ground.desk);
        pricing = new PricingAdmin(ground.stores, ground.catalog, ground.snapshots, ground.json, ground.desk);
        callAdmin = new CallAdmin(database.calls(dataDir), database.proxyLog(), ground.desk);
        reports = new ReportAdmin(database.reports(), ground.snapshots, ground.clock);
        calls = new CallWriter(database, dataDir, keeping.callLogMaxRows(), log, new SecureRandom());
        retention = new RetentionTicker(new RetentionAdmin(database.attic(dataDir), log, ground.audit, ground.clock));
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
