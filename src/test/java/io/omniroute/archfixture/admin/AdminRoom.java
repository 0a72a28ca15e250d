package io.omniroute.archfixture.admin;

import io.omniroute.archfixture.gateway.GatewayRoom;

/** Knows a room it must not know. */
public class AdminRoom {
    GatewayRoom forbidden;
}
