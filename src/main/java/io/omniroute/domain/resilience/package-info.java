/**
 * How much failure is borne and how much load is sent, as an operator sets it, and the store that carries the state of
 * breakers, cooldowns and locks over a restart. No state of a running gateway: {@code resilience} holds that.
 */
@NullMarked
package io.omniroute.domain.resilience;

import org.jspecify.annotations.NullMarked;
