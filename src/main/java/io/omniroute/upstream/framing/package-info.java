/**
 * Cuts the bytes of an upstream into frames: server-sent events, JSON arrays, AWS event streams and Connect
 * messages. Knows no dialect.
 */
@NullMarked
package io.omniroute.upstream.framing;

import org.jspecify.annotations.NullMarked;
