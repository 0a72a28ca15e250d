package io.omniroute.domain.settings;

import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.route.AccountStrategy;
import io.omniroute.domain.route.WildcardAlias;
import java.util.List;
import java.util.Map;

/**
 * How models and accounts are chosen.
 *
 * @param stickyLimit requests in a row on one account of round-robin
 * @param wildcards in the order they were given
 * @param comboOverrides by provider id
 */
public record RoutingSettings(AccountStrategy accounts, int stickyLimit, List<WildcardAlias> wildcards,
        ComboConfig comboDefaults, Map<String, ComboConfig> comboOverrides) {
    public static final RoutingSettings DEFAULTS = new RoutingSettings(AccountStrategy.FILL_FIRST, 3, List.of(),
            ComboConfig.NONE, Map.of());
    public RoutingSettings {
        wildcards = List.copyOf(wildcards);
        comboOverrides = Map.copyOf(comboOverrides);
    }
}
