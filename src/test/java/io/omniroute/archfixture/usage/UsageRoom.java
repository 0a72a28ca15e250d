package io.omniroute.archfixture.usage;

import io.omniroute.archfixture.policy.PolicyRoom;

/** Knows a room it must not know. */
public class UsageRoom {
    PolicyRoom forbidden;
}
