/** The door for OpenAI chat completions. No other vendor's words. */
@NullMarked
package io.omniroute.api.openai;

import org.jspecify.annotations.NullMarked;
