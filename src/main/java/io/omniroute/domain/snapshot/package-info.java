/**
 * The immutable configuration a request takes once and keeps. No look-up that leaves memory.
 */
@NullMarked
package io.omniroute.domain.snapshot;

import org.jspecify.annotations.NullMarked;
