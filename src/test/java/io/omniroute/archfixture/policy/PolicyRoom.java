package io.omniroute.archfixture.policy;

import io.omniroute.archfixture.routing.RoutingRoom;

/** Knows a room it must not know. */
public class PolicyRoom {
    RoutingRoom forbidden;
}
