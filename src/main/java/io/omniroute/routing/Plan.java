package io.omniroute.routing;

import io.omniroute.domain.route.Leg;
import java.util.List;

/**
 * The attempts of a request, in the order they are to be made.
 *
 * @param legs at least one
 */
public record Plan(List<Leg> legs) implements Planning {
    public Plan {
        legs = List.copyOf(legs);
        if (legs.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one leg");
        }
    }
}
