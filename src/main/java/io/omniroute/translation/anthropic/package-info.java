/**
 * The Anthropic Messages dialect: its requests, answers and streams to and from the hub, what its frames say, and how it
 * words an error. No I/O, no other dialect's words.
 */
@NullMarked
package io.omniroute.translation.anthropic;

import org.jspecify.annotations.NullMarked;
