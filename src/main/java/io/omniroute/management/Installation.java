package io.omniroute.management;

import java.time.Instant;

/** What there is to say of the running program. */
public record Installation(String version, String runtime, String dataDirectory, Instant startedAt) {}
