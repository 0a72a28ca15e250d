/**
 * Configuration, wiring of the rooms, health, start and stop. Imports everything; nobody imports it.
 */
@NullMarked
package io.omniroute.boot;

import org.jspecify.annotations.NullMarked;
