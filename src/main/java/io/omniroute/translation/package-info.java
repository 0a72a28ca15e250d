/**
 * What a body or a frame means in each dialect, and the smallest edit that changes it. Pure: no clock, no log, no I/O.
 * The wire, that is SSE and JSON arrays, is {@code upstream.framing}.
 */
@NullMarked
package io.omniroute.translation;

import org.jspecify.annotations.NullMarked;
