package io.omniroute.archfixture.domain;

import io.omniroute.archfixture.catalog.CatalogRoom;

/** Knows a room it must not know. */
public class DomainRoom {
    CatalogRoom forbidden;
}
