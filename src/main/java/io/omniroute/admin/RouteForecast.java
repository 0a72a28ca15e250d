package io.omniroute.admin;

import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.routing.Forecast;
import java.util.List;
import java.util.Optional;

/**
 * Where a request would go now, as an operator sees it.
 *
 * @param resolvedBy the rule that decided, for example {@code combo} or {@code wildcard-alias}
 * @param strategy of the combo; empty for a single model
 */
public record RouteForecast(String model, String resolvedBy, Optional<String> strategy, List<Leg> legs) {
    public RouteForecast {
        legs = List.copyOf(legs);
    }

    /**
     * One leg.
     *
     * @param account name of the connection; empty where none is looked at
     * @param status {@code ready} or {@code skipped}
     */
    public record Leg(int order, String provider, String model, String account, String status, String reason) {}

    static RouteForecast of(Forecast forecast) {
        return new RouteForecast(forecast.model(), forecast.resolvedBy().id(),
                forecast.strategy().map(ComboStrategy::id), forecast.legs().stream().map(RouteForecast::leg).toList());
    }

    private static Leg leg(Forecast.Leg leg) {
        return new Leg(leg.order(), leg.provider(), leg.model(), leg.account(), leg.ready() ? "ready" : "skipped",
                leg.reason());
    }
}
