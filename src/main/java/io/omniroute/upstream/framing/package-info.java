/**
 * Cuts the bytes of an upstream into frames: server-sent events and JSON arrays. Knows no dialect.
 */
@NullMarked
package io.omniroute.upstream.framing;

import org.jspecify.annotations.NullMarked;
