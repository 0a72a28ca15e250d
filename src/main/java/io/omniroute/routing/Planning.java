package io.omniroute.routing;

import io.omniroute.domain.failure.Failure;

/** Where a request goes, or why it cannot go anywhere. */
public sealed interface Planning permits Plan, Planning.NotPlanned {
    /** No account can be tried. */
    record NotPlanned(Failure.Refused failure) implements Planning {}
}
