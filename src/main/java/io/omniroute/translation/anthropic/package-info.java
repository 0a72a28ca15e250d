/**
 * The Anthropic Messages dialect: what its frames and answers say, and how it words an error. No I/O, no other dialect's words.
 */
@NullMarked
package io.omniroute.translation.anthropic;

import org.jspecify.annotations.NullMarked;
