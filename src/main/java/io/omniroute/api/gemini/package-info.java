/** The door for the Gemini API: model and action stand in the path. No other vendor's words. */
@NullMarked
package io.omniroute.api.gemini;

import org.jspecify.annotations.NullMarked;
