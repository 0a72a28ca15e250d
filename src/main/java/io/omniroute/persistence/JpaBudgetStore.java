package io.omniroute.persistence;

import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.BudgetStore;
import java.util.List;

final class JpaBudgetStore implements BudgetStore {
    private static final String NAME = "budgets";

    private final Sessions sessions;

    JpaBudgetStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Budget> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("BudgetRow.all", BudgetRow.class)
                .getResultStream().map(BudgetRow::toDomain).toList());
    }

    @Override
    public void save(Budget budget) {
        sessions.change(NAME, entities -> entities.merge(BudgetRow.of(budget)));
    }

    @Override
    public boolean delete(String apiKeyId) {
        return sessions.change(NAME, entities -> entities.createNamedQuery("BudgetRow.remove")
                .setParameter("apiKeyId", apiKeyId).executeUpdate()) > 0;
    }
}
