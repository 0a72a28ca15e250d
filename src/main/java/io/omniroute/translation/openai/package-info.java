/**
 * The chat completions dialect: requests, answers and streams of clients and of compatible providers to the hub and
 * back, what its frames say, how it words an error, and the repair of what compatible servers get wrong. No I/O, no
 * other dialect's words.
 */
@NullMarked
package io.omniroute.translation.openai;

import org.jspecify.annotations.NullMarked;
