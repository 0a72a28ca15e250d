package io.omniroute.routing;

import io.omniroute.domain.combo.ComboStrategy;
import java.util.List;
import java.util.Optional;

/**
 * Where a request would go now, leg by leg.
 *
 * @param model as asked for
 * @param resolvedBy the rule that decided
 * @param strategy of the combo; empty for a single model
 */
public record Forecast(String model, Resolution.Rule resolvedBy, Optional<ComboStrategy> strategy, List<Leg> legs) {
    public Forecast {
        legs = List.copyOf(legs);
    }

    /**
     * One leg.
     *
     * @param order from 1, in the order of trial; those that are passed over stand where they would be tried
     * @param provider registry id or node id, empty where a name leads nowhere
     * @param account name of the connection, empty where no account is looked at
     * @param ready whether it would be tried
     * @param reason why it stands here, or why it is passed over
     */
    public record Leg(int order, String provider, String model, String account, boolean ready, String reason) {}
}
