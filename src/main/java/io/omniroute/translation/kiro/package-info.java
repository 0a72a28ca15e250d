/**
 * Kiro's (CodeWhisperer's) way of speaking: JSON there, the events of an AWS event stream back. No public reference
 * exists; the shapes were observed in open-source clients. Not the wire's framing, which is {@code upstream.framing}.
 */
@NullMarked
package io.omniroute.translation.kiro;

import org.jspecify.annotations.NullMarked;
