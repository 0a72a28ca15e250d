package io.omniroute.upstream;

import static io.omniroute.upstream.UpstreamFixtures.account;
import static io.omniroute.upstream.UpstreamFixtures.anthropic;
import static io.omniroute.upstream.UpstreamFixtures.endpoint;
import static io.omniroute.upstream.UpstreamFixtures.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.upstream.http.ApacheTransport;
import io.omniroute.upstream.http.GuardSettings;
import io.omniroute.upstream.http.OutboundGuard;
import io.omniroute.upstream.http.ScriptedServer;
import io.omniroute.upstream.http.SystemNames;
import io.omniroute.upstream.http.TransportSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionProbeTest {
    private final ApacheTransport transport = new ApacheTransport(TransportSettings.DEFAULTS, new OutboundGuard(
            new GuardSettings(true, Set.of(), 0, Set.of()), new SystemNames(Duration.ofSeconds(1))));
    private final ConnectionProbe probe = new ConnectionProbe(transport, UpstreamFixtures.Reversed.INSTANCE,
            Duration.ofMillis(500));

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void answerOfTheModelListIsHandedBackWithItsStatus() throws IOException {
        try (var server = answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")) {
            ProbeResult result = probe.probe(openAi(base(server)), "sk-typed");

            assertThat(result).isInstanceOfSatisfying(ProbeResult.Answered.class, answered -> {
                assertThat(answered.status()).isEqualTo(401);
                assertThat(answered.body()).asString().isEqualTo("no");
                assertThat(answered.latency()).isPositive();
            });
            assertThat(server.requests().getFirst()).startsWith("GET /v1/models HTTP/1.1\r\n")
                    .contains("Authorization: Bearer sk-typed\r\n");
        }
    }

    @Test
    void keptAccountIsProbedAtItsOwnBaseUrlWithItsKey() throws IOException {
        try (var server = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            var account = account("anthropic", "sk-kept", Map.of("baseUrl", base(server) + "/v1"));

            ProbeResult result = probe.probe(anthropic("https://unused.example"), account);

            assertThat(result).isInstanceOf(ProbeResult.Answered.class);
            assertThat(server.requests().getFirst()).startsWith("GET /v1/models HTTP/1.1\r\n")
                    .contains("x-api-key: sk-kept\r\n", "anthropic-version: 2023-06-01\r\n");
        }
    }

    @Test
    void silentProviderIsGivenUpInTime() throws IOException {
        try (var server = new ScriptedServer(line -> {
            line.readRequest();
            line.readRequest();
        })) {
            ProbeResult result = probe.probe(openAi(base(server)), "");

            assertThat(result).isInstanceOfSatisfying(ProbeResult.Failed.class,
                    failed -> assertThat(failed.failure()).isInstanceOf(Failure.Timeout.class));
            assertThat(result.latency()).isBetween(Duration.ofMillis(450), Duration.ofSeconds(2));
        }
    }

    @Test
    void providerThatNeverEndsItsListIsGivenUpInTime() throws IOException {
        try (var server = new ScriptedServer(line -> {
            line.readRequest();
            line.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf");
            line.readRequest();
        })) {
            assertThat(probe.probe(openAi(base(server)), "")).isInstanceOfSatisfying(ProbeResult.Failed.class,
                    failed -> assertThat(failed.failure()).isInstanceOf(Failure.Timeout.class));
        }
    }

    @Test
    void listThatBreaksOffIsAFailure() throws IOException {
        try (var server = new ScriptedServer(line -> {
            line.readRequest();
            line.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf");
        })) {
            assertThat(probe.probe(openAi(base(server)), "")).isInstanceOfSatisfying(ProbeResult.Failed.class,
                    failed -> assertThat(failed.failure()).isInstanceOf(Failure.Broken.class));
        }
    }

    @Test
    void providerThatIsDownIsAFailure() throws IOException {
        String base;
        try (var server = answering("")) {
            base = base(server);
        }

        assertThat(probe.probe(openAi(base), "")).isInstanceOfSatisfying(ProbeResult.Failed.class,
                failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class));
    }

    @Test
    void formatWithoutModelListIsUnsupported() {
        var kiro = endpoint("kiro", Format.KIRO, "https://k.example", "/generateAssistantResponse");

        assertThat(probe.probe(kiro, "")).isInstanceOf(ProbeResult.Unsupported.class);
    }

    private static ScriptedServer answering(String answer) throws IOException {
        return new ScriptedServer(line -> {
            while (line.readRequest()) {
                line.write(answer);
            }
        });
    }

    private static String base(ScriptedServer server) {
        return "http://127.0.0.1:" + server.port();
    }
}
