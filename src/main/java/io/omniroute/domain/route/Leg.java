package io.omniroute.domain.route;

import io.omniroute.domain.connection.Connection;

/**
 * One attempt of a request: a model on an account.
 *
 * @param model the upstream's own model id, without a prefix
 */
public record Leg(Endpoint endpoint, Connection connection, String model) {}
