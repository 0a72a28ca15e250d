/**
 * Rules an operator sets on who may send what. No deciding: {@code policy} does that.
 */
@NullMarked
package io.omniroute.domain.policy;

import org.jspecify.annotations.NullMarked;
