package io.omniroute.archfixture.management;

import io.omniroute.archfixture.gateway.GatewayRoom;

/** Knows a room it must not know. */
public class ManagementRoom {
    GatewayRoom forbidden;
}
