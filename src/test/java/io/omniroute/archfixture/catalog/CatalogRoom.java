package io.omniroute.archfixture.catalog;

import io.omniroute.archfixture.policy.PolicyRoom;

/** Knows a room it must not know. */
public class CatalogRoom {
    PolicyRoom forbidden;
}
