package io.omniroute.routing;

import java.util.random.RandomGenerator;

/**
 * What a choice of an account depends on besides the accounts.
 *
 * @param stickyLimit calls in a row on one account of round-robin
 */
public record Turn(int stickyLimit, RandomGenerator random) {}
