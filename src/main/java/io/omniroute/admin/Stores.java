package io.omniroute.admin;

import io.omniroute.domain.combo.ComboStore;
import io.omniroute.domain.budget.BudgetStore;
import io.omniroute.domain.connection.ConnectionStore;
import io.omniroute.domain.connection.NodeStore;
import io.omniroute.domain.key.ApiKeyStore;
import io.omniroute.domain.route.FallbackChainStore;
import io.omniroute.domain.settings.SettingsStore;

/** Where the configuration is kept. */
public record Stores(ConnectionStore connections, NodeStore nodes, ApiKeyStore keys, SettingsStore settings,
        ComboStore combos, FallbackChainStore chains, BudgetStore budgets) {}
