package io.omniroute.archfixture.persistence;

import io.omniroute.archfixture.admin.AdminRoom;

/** Knows a room it must not know. */
public class PersistenceRoom {
    AdminRoom forbidden;
}
