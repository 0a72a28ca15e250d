package io.omniroute.archfixture.journal;

import io.omniroute.archfixture.persistence.PersistenceRoom;

/** Knows a room it must not know. */
public class JournalRoom {
    PersistenceRoom forbidden;
}
