/**
 * Sealed text and the wall behind which it is sealed and unsealed. No cipher here: {@code security} has it.
 */
@NullMarked
package io.omniroute.domain.secret;

import org.jspecify.annotations.NullMarked;
