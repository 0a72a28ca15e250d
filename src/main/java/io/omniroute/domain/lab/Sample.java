package io.omniroute.domain.lab;

import io.omniroute.domain.Format;
import java.util.Optional;

/**
 * A client's request on the table.
 *
 * @param body one JSON object in that format
 * @param model in place of the one in the body; empty = the body's
 * @param stream in place of what the body says; empty = the body's, else no stream
 */
public record Sample(Format format, byte[] body, Optional<String> model, Optional<Boolean> stream) {}
