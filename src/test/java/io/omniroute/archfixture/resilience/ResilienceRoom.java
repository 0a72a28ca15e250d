package io.omniroute.archfixture.resilience;

import io.omniroute.archfixture.gateway.GatewayRoom;

/** Knows a room it must not know. */
public class ResilienceRoom {
    GatewayRoom forbidden;
}
