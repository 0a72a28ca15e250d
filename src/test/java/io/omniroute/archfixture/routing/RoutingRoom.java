package io.omniroute.archfixture.routing;

import io.omniroute.archfixture.usage.UsageRoom;

/** Knows a room it must not know. */
public class RoutingRoom {
    UsageRoom forbidden;
}
