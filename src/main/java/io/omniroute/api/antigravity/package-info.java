/** The door for Antigravity's envelope around the Gemini API. No other vendor's words. */
@NullMarked
package io.omniroute.api.antigravity;

import org.jspecify.annotations.NullMarked;
