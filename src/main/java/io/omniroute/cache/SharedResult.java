package io.omniroute.cache;

import io.omniroute.domain.failure.Failure;

/** What one call ended with for all that shared it. */
public sealed interface SharedResult {
    record Answer(Told told) implements SharedResult {}

    record Failed(Failure failure) implements SharedResult {}
}
