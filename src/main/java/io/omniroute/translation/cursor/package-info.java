/**
 * Cursor's way of speaking: Protocol Buffers there and back, one message a frame. No public reference exists; the
 * numbers were observed in open-source clients and stand in {@code src/main/proto} alone, from which the package below
 * is generated. Not the Connect envelope, which is {@code upstream.framing}.
 */
@NullMarked
package io.omniroute.translation.cursor;

import org.jspecify.annotations.NullMarked;
