/** The door for Ollama's chat. No other vendor's words. */
@NullMarked
package io.omniroute.api.ollama;

import org.jspecify.annotations.NullMarked;
