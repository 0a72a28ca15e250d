/**
 * Ollama's chat dialect as clients speak it: requests in, answers, lines of a stream and errors out. No provider speaks
 * it to us. No I/O, no other dialect's words.
 */
@NullMarked
package io.omniroute.translation.ollama;

import org.jspecify.annotations.NullMarked;
