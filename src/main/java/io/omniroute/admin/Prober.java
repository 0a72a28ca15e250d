package io.omniroute.admin;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderData;
import java.util.List;

/** Tries credentials at their providers; blocks, never throws for what an upstream does. */
public interface Prober {
    /** Tests a kept connection. */
    Probe test(Connection connection);

    /** Tests a credential that is not kept. */
    Probe validate(Candidate candidate);

    /** Calls the model list of a compatible endpoint. */
    Probe validateNode(NodeType type, String baseUrl, String apiKey);

    /** Asks the provider which models this account has. */
    Listing models(Connection connection);

    /** What a provider says it offers. */
    sealed interface Listing {
        record Offered(List<OfferedModel> models) implements Listing {
            public Offered {
                models = List.copyOf(models);
            }
        }

        /** The provider has no list that is known. */
        record Unsupported() implements Listing {}

        /** It has one, but it could not be had. */
        record Failed(Probe probe) implements Listing {}
    }

    /**
     * A model in a provider's own list.
     *
     * @param name for people; the id where the provider has none
     */
    record OfferedModel(String id, String name) {}

    /** A credential before it is kept; prints nothing of it. */
    record Candidate(String provider, String apiKey, ProviderData data) {
        @Override
        public String toString() {
            return "Candidate[" + provider + "]";
        }
    }
}
