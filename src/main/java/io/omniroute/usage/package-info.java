/**
 * Tokens become cost, durations become quantiles; the last samples are held in memory; budgets
 * are held to. No store, no I/O; the time is handed in.
 */
@NullMarked
package io.omniroute.usage;

import org.jspecify.annotations.NullMarked;
