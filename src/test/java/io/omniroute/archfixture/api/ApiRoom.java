package io.omniroute.archfixture.api;

import io.omniroute.archfixture.admin.AdminRoom;

/** Knows a room it must not know. */
public class ApiRoom {
    AdminRoom forbidden;
}
