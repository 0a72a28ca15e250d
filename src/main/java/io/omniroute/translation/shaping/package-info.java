/**
 * What the operator wants changed of a request that keeps its dialect, written into the client's own bytes: every
 * member that is not concerned stays as it came. No deciding: the stages do that, here it is only taken over.
 */
@NullMarked
package io.omniroute.translation.shaping;

import org.jspecify.annotations.NullMarked;
