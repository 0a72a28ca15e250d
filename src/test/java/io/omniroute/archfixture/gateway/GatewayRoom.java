package io.omniroute.archfixture.gateway;

import io.omniroute.archfixture.admin.AdminRoom;

/** Knows a room it must not know. */
public class GatewayRoom {
    AdminRoom forbidden;
}
