package io.omniroute.archfixture.console;

import io.omniroute.archfixture.boot.BootRoom;

/** Knows a room it must not know. */
public class ConsoleRoom {
    BootRoom forbidden;
}
