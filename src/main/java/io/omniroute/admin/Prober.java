package io.omniroute.admin;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;

/** Tries credentials at their providers; blocks, never throws for what an upstream does. */
public interface Prober {
    /** Tests a kept connection. */
    Probe test(Connection connection);

    /** Tests a credential that is not kept. */
    Probe validate(Candidate candidate);

    /** Calls the model list of a compatible endpoint. */
    Probe validateNode(NodeType type, String baseUrl, String apiKey);

    /** A credential before it is kept; prints nothing of it. */
    record Candidate(String provider, String apiKey, ProviderData data) {
        @Override
        public String toString() {
            return "Candidate[" + provider + "]";
        }
    }
}
