/**
 * How the events of a stream are written to a client: server-sent events, Gemini's JSON array and Ollama's lines, with the keep-alives
 * and errors of each dialect. No reading, no meaning.
 */
@NullMarked
package io.omniroute.api.sse;

import org.jspecify.annotations.NullMarked;
