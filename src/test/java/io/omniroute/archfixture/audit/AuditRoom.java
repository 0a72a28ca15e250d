package io.omniroute.archfixture.audit;

import io.omniroute.archfixture.persistence.PersistenceRoom;

/** Knows a room it must not know. */
public class AuditRoom {
    PersistenceRoom forbidden;
}
