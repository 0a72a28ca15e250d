package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.route.Leg;
import io.omniroute.catalog.Given;
import io.omniroute.upstream.Executor;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.upstream.http.HttpTransport;
import io.omniroute.upstream.http.UpstreamCall;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallPreviewTest {
    static final String SECRET = "sk-up-0123456789abcdefghij";
    private static final OutboundRequest REQUEST = new OutboundRequest("{\"a\":1}".getBytes(StandardCharsets.UTF_8),
            Map.of(), "", "", false);

    /** An executor with a credential, as the real one builds its calls. */
    record Credentialed(HttpTransport transport) implements Executor {
        @Override
        public UpstreamReply send(Leg leg, OutboundRequest request, Cancellation cancellation) {
            return transport.send(new UpstreamCall("POST",
                    URI.create(leg.endpoint().baseUrl() + leg.endpoint().path() + "?key=" + SECRET),
                    Map.of("Authorization", "Bearer " + SECRET, "Content-Type", "application/json"), request.body()),
                    cancellation);
        }

        @Override
        public byte[] withoutCredential(Leg leg, byte[] errorBody) {
            return new String(errorBody, StandardCharsets.UTF_8).replace(SECRET, "***")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    static CallPreview preview() {
        return new CallPreview(Credentialed::new);
    }

    static Leg leg() {
        var endpoint = new Endpoint("p", "P", Format.CLAUDE, "https://h", "/v1/messages", Endpoint.Auth.BEARER,
                Map.of(),
                true);
        return new Leg(endpoint, Given.account("p"), "m");
    }

    @Test
    void theCallIsShownWithoutItsSecretsAndNotMade() {
        PreparedCall call = preview().of(leg(), REQUEST).orElseThrow();

        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.format()).isEqualTo(Format.CLAUDE);
        assertThat(call.url()).startsWith("https://h/v1/messages?key=sk-u").doesNotContain(SECRET);
        assertThat(call.headers()).containsEntry("Authorization", "Bearer sk-u••••ghij")
                .containsEntry("Content-Type", "application/json");
        assertThat(call.body()).isEqualTo(REQUEST.body());
    }

    @Test
    void anExecutorThatMakesNoCallHasNothingToShow() {
        var preview = new CallPreview(nowhere -> new Executor() {
            @Override
            public UpstreamReply send(Leg leg, OutboundRequest request, Cancellation cancellation) {
                return new UpstreamReply(200, List.of(), InputStream.nullInputStream(), () -> {});
            }

            @Override
            public byte[] withoutCredential(Leg leg, byte[] errorBody) {
                return errorBody;
            }
        });

        assertThat(preview.of(leg(), REQUEST)).isEmpty();
    }

    @Test
    void whatAProviderRepeatsOfACredentialIsHidden() {
        byte[] said = ("bad key " + SECRET).getBytes(StandardCharsets.UTF_8);

        assertThat(preview().withoutCredential(leg(), said)).isEqualTo("bad key ***".getBytes(StandardCharsets.UTF_8));
    }
}
