package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.log.Attic;
import io.omniroute.domain.log.Kept;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.domain.usage.Price;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.usage.BudgetVerdict;
import io.omniroute.usage.PriceTable;
import io.omniroute.boot.CatalogReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoneyAdminTest {
    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() {
        office = new Office(data);
    }

    private ApiKey key() {
        return office.keyAdmin.create(form("name", "ci"), ADMIN).key();
    }

    @Test
    void budgetIsSetInBothFormsAndTakenBackWithZero() {
        String id = key().id();

        office.budgetAdmin.put(form("keyId", id, "limit", 50.0, "period", "monthly"), ADMIN);
        BudgetAdmin.State state = office.budgetAdmin.put(form("apiKeyId", id, "dailyLimitUsd", new BigDecimal("1.50"),
                "warningThreshold", 0.5), ADMIN);

        assertThat(state.budget().monthlyUsd()).isEqualByComparingTo("50");
        assertThat(state.budget().dailyUsd()).isEqualByComparingTo("1.5");
        assertThat(state.budget().warningThreshold()).isEqualByComparingTo("0.5");
        assertThat(state.resetsAt()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(office.actions()).containsSubsequence("budget.set", "budget.set");
        office.budgetAdmin.put(form("keyId", id, "limit", 0, "period", "monthly"), ADMIN);
        office.budgetAdmin.put(form("keyId", id, "limit", 0, "period", "daily"), ADMIN);
        assertThat(office.budgets).isEmpty();
        assertThat(office.budgetAdmin.all()).singleElement().satisfies(it -> assertThat(it.allowed()).isTrue());
    }

    @Test
    void budgetThatIsSetHoldsAtOnce() {
        String id = key().id();
        office.budgetAdmin.put(form("apiKeyId", id, "dailyLimitUsd", 1), ADMIN);
        ((BudgetVerdict.Granted) office.spending.reserve(id, BigDecimal.ZERO)).reservation().settle("a1",
                BigDecimal.ONE);

        assertThat(office.spending.reserve(id, new BigDecimal("0.000001"))).isInstanceOf(BudgetVerdict.Denied.class);
        BudgetAdmin.State state = office.budgetAdmin.of(id);
        assertThat(state.allowed()).isFalse();
        assertThat(state.warned()).isTrue();
        assertThat(state.left(state.tightest().orElseThrow())).isEqualByComparingTo("0");
    }

    @Test
    void badBudgetsAreRefused() {
        String id = key().id();

        assertThatThrownBy(() -> office.budgetAdmin.put(form("keyId", "nobody", "limit", 1, "period", "daily"), ADMIN))
                .isInstanceOf(RefusedException.class).hasMessageContaining("not found");
        for (Form bad : List.of(form("keyId", id, "limit", -1, "period", "daily"), form("keyId", id, "limit", 1),
                form("keyId", id, "limit", "1", "period", "daily"), form("limit", 1, "period", "daily"),
                form("keyId", id), form("apiKeyId", id, "weeklyLimitUsd", Double.NaN),
                form("apiKeyId", id, "dailyLimitUsd", 1, "warningThreshold", 1.5))) {
            assertThatThrownBy(() -> office.budgetAdmin.put(bad, ADMIN)).isInstanceOf(RefusedException.class);
        }
        assertThat(office.budgets).isEmpty();
    }

    @Test
    void ownPricesWinPerFieldUnderAliasAndIdAndAreTakenBack() {
        PriceTable before = new PriceTable(CatalogReader.read(), office.snapshots.get());
        Price shipped = before.price("claude", "claude-opus-4-6").orElseThrow();

        office.pricingAdmin.update(form("cc", Map.of("claude-opus-4-6", Map.of("input", 7))), ADMIN);
        office.pricingAdmin.update(form("claude", Map.of("claude-opus-4-6", Map.of("cached", new BigDecimal("0.7")))),
                ADMIN);

        Price own = new Price(new BigDecimal("7"), null, new BigDecimal("0.7"), null, null);
        assertThat(office.pricingAdmin.own()).isEqualTo(Map.of("cc", Map.of("claude-opus-4-6", own)));
        assertThat(office.pricingAdmin.merged().get("cc").get("claude-opus-4-6")).isEqualTo(own.over(shipped));
        PriceTable after = new PriceTable(CatalogReader.read(), office.snapshots.get());
        assertThat(after.cost("claude", "claude-opus-4-6", TokenUsage.reported(1_000_000, 0, 0, 0, 0)).usd())
                .isEqualByComparingTo("7");
        assertThat(office.pricingAdmin.reset(Optional.of("cc"), Optional.of("claude-opus-4-6"), ADMIN)).isEmpty();
        assertThat(office.values.get("pricing")).isEmpty();
    }

    @Test
    void badPricesAreRefusedAndNothingIsKept() {
        for (Form bad : List.of(form("openai", Map.of("gpt-5", Map.of("input", -1))),
                form("openai", Map.of("gpt-5", Map.of("per_token", 1))),
                form("openai", Map.of("gpt-5", Map.of("input", "1"))), form("openai", Map.of("gpt-5", 3)),
                form("openai", 3), form("nobody", Map.of("m", Map.of("input", 1))))) {
            assertThatThrownBy(() -> office.pricingAdmin.update(bad, ADMIN)).isInstanceOf(RefusedException.class);
        }
        assertThat(office.pricingAdmin.own()).isEmpty();
    }

    @Test
    void everyPricedModelIsOffered() {
        assertThat(office.pricingAdmin.models()).filteredOn(shelf -> shelf.alias().equals("openai")).singleElement()
                .satisfies(shelf -> assertThat(shelf.models()).anyMatch(model -> model.price().isPresent()));
    }

    @Test
    void whatIsTooOldIsClearedInStepsAndRecorded() {
        Map<Kept, Integer> left = new EnumMap<>(Map.of(Kept.USAGE, 2_500, Kept.AUDIT, 1));
        List<String> asked = new ArrayList<>();
        Attic attic = (kept, before) -> {
            asked.add(kept + " " + Duration.between(before, Office.START).toDays());
            int step = Math.min(1_000, left.getOrDefault(kept, 0));
            left.merge(kept, -step, Integer::sum);
            return step;
        };
        var retention = new RetentionAdmin(attic, () -> LogSettings.DEFAULTS, office.trail, office.clock);

        assertThat(retention.clean(() -> true)).isEqualTo(Map.of(Kept.USAGE, 2_500, Kept.AUDIT, 1));
        assertThat(retention.clean(() -> true)).isEmpty();

        assertThat(asked).contains("USAGE 90", "CALLS 90", "AUDIT 180", "CALL_FILES 7", "COSTS 400", "DAILY_SUMS 400");
        assertThat(office.events).extracting(AuditEvent::action).containsExactly("compliance.cleanup");
    }

    @Test
    void reportCoversItsRangeInUtcDays() {
        ReportAdmin.Report report = office.reportAdmin.report(Optional.of("7d"), Optional.empty());

        assertThat(report.from()).hasToString("2026-11-14");
        assertThat(office.reportAdmin.report(Optional.empty(), Optional.empty()).from()).hasToString("2026-10-22");
        assertThat(office.reportAdmin.report(Optional.of("ytd"), Optional.empty()).from()).hasToString("2026-01-01");
        assertThat(office.reportAdmin.report(Optional.of("all"), Optional.empty()).from()).hasToString("2026-11-19");
        assertThatThrownBy(() -> office.reportAdmin.report(Optional.of("2y"), Optional.empty()))
                .isInstanceOf(RefusedException.class);
        assertThat(Budget.none("k").limits()).isFalse();
    }
}
