package io.omniroute.api;

import io.omniroute.gateway.ClientChannel;
import io.omniroute.gateway.Inbound;
import io.omniroute.gateway.TokenCounter;
import jakarta.inject.Inject;

/** A door at which tokens are counted and nothing is generated. */
public abstract class CountTokensDoor extends Door {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient TokenCounter counter;

    @Override
    protected void handle(Inbound inbound, ClientChannel channel) {
        counter.serve(inbound, channel);
    }
}
