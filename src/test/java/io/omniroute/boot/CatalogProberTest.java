package io.omniroute.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.admin.Probe;
import io.omniroute.catalog.Given;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretPlace;
import io.omniroute.domain.secret.Secrets;
import io.omniroute.domain.snapshot.SnapshotHolder;
import io.omniroute.upstream.ConnectionProbe;
import io.omniroute.upstream.http.HttpTransport;
import io.omniroute.upstream.http.UpstreamReply;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogProberTest {
    private static final Secrets NO_SECRETS = new Secrets() {
        @Override
        public SealedText seal(String clearText, SecretPlace place) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String unseal(SealedText sealed, SecretPlace place) {
            throw new UnsupportedOperationException();
        }
    };

    private final List<String> called = new ArrayList<>();

    private CatalogProber prober(HttpTransport transport) {
        return new CatalogProber(new ConnectionProbe(transport, NO_SECRETS, Duration.ofSeconds(5)), Given.SHIPPED,
                new SnapshotHolder(), Map.of());
    }

    private Probe node(int status) {
        return prober((call, cancellation) -> {
            called.add(call.uri().toString());
            return new UpstreamReply(status, List.of(), InputStream.nullInputStream(), () -> {});
        }).validateNode(NodeType.OPENAI_CHAT, "http://127.0.0.1:1/v1", "sk-typed");
    }

    @Test
    void aModelListThatIsAnsweredProvesTheKey() {
        Probe probe = node(200);

        assertThat(probe.valid()).isTrue();
        assertThat(called).containsExactly("http://127.0.0.1:1/v1/models");
    }

    @ParameterizedTest
    @CsvSource({"401, upstream_auth_error", "403, upstream_auth_error", "429, upstream_rate_limited",
            "500, upstream_unavailable", "503, upstream_unavailable", "404, upstream_error", "302, upstream_error"})
    void anotherStatusIsNamedByItsKind(int status, String type) {
        assertThat(node(status).valid()).isFalse();
        assertThat(node(status).toString()).contains(type).doesNotContain("sk-typed");
    }

    @Test
    void whatIsRefusedHereIsNotBlamedOnTheNetwork() {
        Probe refused = failing(Failure.Refused.of(403, "url_refused", "private address"));
        Probe lost = failing(new Failure.Unreachable("connection refused"));

        assertThat(refused.toString()).contains("runtime_error", "local");
        assertThat(lost.toString()).contains("network_error", "upstream");
    }

    @Test
    void anAccountWithoutAKeyIsNotTried() {
        Probe probe = prober((call, cancellation) -> {
            throw new AssertionError("called");
        }).test(Given.account("openai"));

        assertThat(probe.toString()).contains("auth_missing", "missing_api_key");
    }

    private Probe failing(Failure failure) {
        return prober((call, cancellation) -> {
            throw new GatewayException(failure);
        }).validateNode(NodeType.OPENAI_CHAT, "http://127.0.0.1:1/v1", "sk-typed");
    }
}
