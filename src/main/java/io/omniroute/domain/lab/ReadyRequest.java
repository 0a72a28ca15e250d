package io.omniroute.domain.lab;

import io.omniroute.domain.Format;
import java.util.Optional;

/**
 * A request in a provider's own format.
 *
 * @param provider id, alias or node prefix
 * @param format where the provider speaks several; empty = its own choice
 * @param model where the body does not name it; empty = the body's
 * @param stream where the path says it; empty = the body's, else no stream
 */
public record ReadyRequest(String provider, Optional<Format> format, byte[] body, Optional<String> model,
        Optional<Boolean> stream) {}
