/**
 * How failures are borne and load is held: classification, cooldowns, locks of models, breakers, limiters, and the memory
 * of who was used for what. State lives in memory and moves with monotonic time; no I/O, no decision where a request goes.
 */
@NullMarked
package io.omniroute.resilience;

import org.jspecify.annotations.NullMarked;
