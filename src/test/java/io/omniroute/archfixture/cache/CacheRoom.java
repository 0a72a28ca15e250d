package io.omniroute.archfixture.cache;

import io.omniroute.archfixture.usage.UsageRoom;

/** Knows a room it must not know. */
public class CacheRoom {
    UsageRoom forbidden;
}
