/**
 * How the events of a stream are written to a client: server-sent events and Gemini's JSON array, with the keep-alives
 * and errors of each dialect. No reading, no meaning.
 */
@NullMarked
package io.omniroute.api.sse;

import org.jspecify.annotations.NullMarked;
