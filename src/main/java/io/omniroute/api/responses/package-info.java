/** The door for OpenAI Responses. No other vendor's words. */
@NullMarked
package io.omniroute.api.responses;

import org.jspecify.annotations.NullMarked;
