package io.omniroute.admin;

import java.util.Optional;

/** Whether the gateway may call an address that somebody typed; {@code boot} puts the outbound guard behind it. */
public interface UrlRule {
    /** @return why not, in one sentence; empty when it may be called */
    Optional<String> refusal(String url);
}
