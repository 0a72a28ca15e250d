package io.omniroute.archfixture.sync;

import io.omniroute.archfixture.security.SecurityRoom;

/** Knows a room it must not know. */
public class SyncRoom {
    SecurityRoom forbidden;
}
