/**
 * Tokens become cost, durations become quantiles; the last samples are held in memory. No store, no clock, no I/O.
 */
@NullMarked
package io.omniroute.usage;

import org.jspecify.annotations.NullMarked;
