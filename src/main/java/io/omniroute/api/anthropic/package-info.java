/** The door for Anthropic Messages. No other vendor's words. */
@NullMarked
package io.omniroute.api.anthropic;

import org.jspecify.annotations.NullMarked;
