/**
 * Tokens become cost, durations become quantiles. Pure: no store, no clock.
 */
@NullMarked
package io.omniroute.usage;

import org.jspecify.annotations.NullMarked;
