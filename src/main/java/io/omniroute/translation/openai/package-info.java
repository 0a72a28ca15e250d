/**
 * The chat completions dialect: what its frames and answers say, and how it words an error. No I/O, no other dialect's words.
 */
@NullMarked
package io.omniroute.translation.openai;

import org.jspecify.annotations.NullMarked;
