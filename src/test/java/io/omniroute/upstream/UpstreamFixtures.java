package io.omniroute.upstream;

import io.omniroute.domain.Format;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts, endpoints and requests for the tests of this room. */
final class UpstreamFixtures {
    static final String CHAT = "/v1/chat/completions";
    static final String MESSAGES = "/v1/messages";
    static final String GENERATE = "/v1beta/models/{model}:{action}";

    private UpstreamFixtures() {}

    static Endpoint endpoint(String provider, Format format, String baseUrl, String path) {
        var auth = switch (format) {
            case CLAUDE -> Endpoint.Auth.X_API_KEY;
            case GEMINI -> Endpoint.Auth.X_GOOG_API_KEY;
            default -> Endpoint.Auth.BEARER;
        };
        return new Endpoint(provider, provider, format, baseUrl, path, auth, Map.of(), true);
    }

    static Endpoint openAi(String baseUrl) {
        return endpoint("openai", Format.OPENAI, baseUrl, CHAT);
    }

    static Endpoint anthropic(String baseUrl) {
        return endpoint("anthropic", Format.CLAUDE, baseUrl, MESSAGES);
    }

    static Endpoint gemini(String baseUrl) {
        return endpoint("gemini", Format.GEMINI, baseUrl, GENERATE);
    }

    static Connection account(String provider, @Nullable String clearKey, Map<String, @Nullable Object> data) {
        SealedText key = clearKey == null ? null : Reversed.INSTANCE.seal(clearKey, Connection.apiKeyPlace("c1"));
        return new Connection("c1", provider, AuthType.APIKEY, "one", null, 1, null, true, null, key,
                new ProviderData(data), ConnectionHealth.unknown(), Instant.EPOCH, Instant.EPOCH);
    }

    static OutboundRequest request(Map<String, String> headers, boolean stream) {
        return new OutboundRequest("{}".getBytes(StandardCharsets.UTF_8), headers, "", "", stream);
    }

    static OutboundRequest action(String action, String query) {
        return new OutboundRequest("{}".getBytes(StandardCharsets.UTF_8), Map.of(), action, query, false);
    }

    /** Seals by turning the text around behind its place. */
    enum Reversed implements Secrets {
        INSTANCE;

        @Override
        public SealedText seal(String clearText, SecretPlace place) {
            return new SealedText(SealedText.PREFIX + place + ":" + new StringBuilder(clearText).reverse());
        }

        @Override
        public String unseal(SealedText sealed, SecretPlace place) {
            String head = SealedText.PREFIX + place + ":";
            if (!sealed.value().startsWith(head)) {
                throw new SecretLostException("not sealed for " + place);
            }
            return new StringBuilder(sealed.value().substring(head.length())).reverse().toString();
        }
    }
}
