package io.omniroute.domain.budget;

import java.util.List;

/** Keeps the limits; one budget for an API key. */
public interface BudgetStore {
    List<Budget> all();

    void save(Budget budget);

    /** @return whether there was one */
    boolean delete(String apiKeyId);
}
