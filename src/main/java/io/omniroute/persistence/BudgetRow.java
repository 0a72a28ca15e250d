package io.omniroute.persistence;

import io.omniroute.domain.budget.Budget;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** The limits of one API key. */
@Entity
@Table(name = "domain_budgets")
@NamedQuery(name = "BudgetRow.all", query = "select b from BudgetRow b order by b.apiKeyId")
@NamedQuery(name = "BudgetRow.remove", query = "delete from BudgetRow b where b.apiKeyId = :apiKeyId")
class BudgetRow {
    @Id
    @Column(name = "api_key_id")
    String apiKeyId = "";
    @Column(name = "daily_limit_usd")
    double dailyUsd;
    @Column(name = "weekly_limit_usd")
    double weeklyUsd;
    @Column(name = "monthly_limit_usd")
    double monthlyUsd;
    @Column(name = "warning_threshold")
    double warningThreshold;

    static BudgetRow of(Budget budget) {
        var row = new BudgetRow();
        row.apiKeyId = budget.apiKeyId();
        row.dailyUsd = budget.dailyUsd().doubleValue();
        row.weeklyUsd = budget.weeklyUsd().doubleValue();
        row.monthlyUsd = budget.monthlyUsd().doubleValue();
        row.warningThreshold = budget.warningThreshold().doubleValue();
        return row;
    }

    Budget toDomain() {
        return new Budget(apiKeyId, Money.usd(dailyUsd), Money.usd(weeklyUsd), Money.usd(monthlyUsd),
                Money.usd(warningThreshold));
    }
}
