package io.omniroute.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {
    private static final int OWN_PORT = 20_128;
    /** Names that the tests know; literals stand for themselves, anything else is unknown. */
    private static final Map<String, List<String>> NAMES = Map.of("api.example.com", List.of("93.184.216.34"),
            "localhost", List.of("127.0.0.1", "::1"), "intern.example.com", List.of("10.1.2.3"), "mixed.example.com",
            List.of("93.184.216.34", "10.1.2.3"), "evil.example.com", List.of("93.184.216.34", "169.254.169.254"),
            "six.example.com", List.of("2606:2800:220:1::1"), "tunnel.example.com", List.of("64:ff9b::7f00:1"),
            "ollama.lan", List.of("192.168.1.5"), "own.example.com", List.of("203.0.113.9"), "linklocal.lan",
            List.of("fe80::1"));

    @ParameterizedTest
    @ValueSource(strings = {"https://api.example.com", "https://api.example.com/v1", "https://api.example.com:8443/v1",
            "HTTPS://API.EXAMPLE.COM/v1", "https://api.example.com./v1", "https://six.example.com/v1",
            "https://93.184.216.34/v1", "https://[2606:2800:220:1::1]/v1", "https://api.example.com/v1?api-version=1",
            "https://100.128.0.1/", "https://172.32.0.1/", "https://169.253.0.1/", "https://198.20.0.1/",
            "https://[64:ff9b::5db8:d822]/", "https://[2002:5db8:d822::1]/", " https://api.example.com/v1 "})
    void publicHttpsTargetsAreLetThrough(String url) {
        assertThat(guard(false).refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:11434/v1", "http://127.0.0.1:11434", "http://127.9.9.9:80",
            "http://[::1]:1234/v1",
            "http://intern.example.com/v1", "http://192.168.1.5:8000", "http://172.16.0.1", "http://172.31.255.255",
            "http://100.64.0.1", "http://100.127.255.255", "http://[fd12:3456::1]/v1", "http://[fc00::1]",
            "https://localhost", "http://[::ffff:10.0.0.1]/", "http://198.18.0.7/"})
    void privateTargetsDependOnTheSetting(String url) {
        assertThat(guard(true).refusal(url)).isEmpty();
        assertThat(guard(false).refusal(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data", "https://169.254.169.254/", "http://169.254.0.1",
            "http://169.254.170.2/v2/credentials", "http://100.100.100.200/latest", "https://168.63.129.16/",
            "https://192.0.0.192/", "http://[fd00:ec2::254]/", "http://[fd00:ec2::23]/", "http://[fd20:ce::254]/",
            "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[febf::1]/", "https://linklocal.lan",
            "http://[::ffff:169.254.169.254]/", "http://[::ffff:a9fe:a9fe]/", "http://[::a9fe:a9fe]/",
            "http://[64:ff9b::a9fe:a9fe]/", "http://[64:ff9b:1::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::]/",
            "http://[2001:0:1:2:3:4:5601:5601]/", "http://[fd00::5efe:a9fe:a9fe]/", "http://metadata.google.internal/",
            "http://METADATA.google.internal./", "http://metadata/", "https://evil.example.com/v1",
            "http://0.0.0.0:80/",
            "http://0.1.2.3/", "http://[::]/", "http://224.0.0.1/", "http://239.255.255.250:1900/", "http://[ff02::1]/",
            "http://255.255.255.255/", "http://240.0.0.1/", "http://192.0.0.1/", "http://[::ffff:0.0.0.0]/"})
    void someTargetsAreRefusedWhateverTheSettings(String url) {
        var allowed = Set.of(String.valueOf(URI.create(url).getHost()).replace("[", "").replace("]", ""));

        assertThat(guard(new GuardSettings(true, allowed, OWN_PORT, Set.of())).refusal(url)).isPresent();
        assertThat(guard(false).refusal(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.0.0.1/",
            "http://0177.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2852039166/", "http://0xA9FEA9FE/",
            "http://0251.0376.0251.0376/", "http://127.0.0.01/", "http://127.0.0.1e/", "http://127.0.0.256/",
            "http://1.2.3.4.5/", "http://127%2e0%2e0%2e1/", "http://\u2460\u2461\u2466.0.0.1/",
            "http://[::1]%00.example.com/",
            "http://127.0.0.1\\@api.example.com/", "http://[::ffff:127.0.0.1/", "http://127.0.0.1 .example.com/"})
    void unusualSpellingsOfAddressesAreRefused(String url) {
        assertThat(guard(true).refusal(url)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp://api.example.com/                    | the scheme must be http or https
            file:///etc/passwd                        | the scheme must be http or https
            gopher://127.0.0.1:70/                    | the scheme must be http or https
            jar:https://api.example.com!/x            | the scheme must be http or https
            api.example.com/v1                        | the scheme must be http or https
            //api.example.com/v1                      | the scheme must be http or https
            https://user:pw@api.example.com/          | a user name or password in the URL is not allowed
            https://user@api.example.com/             | a user name or password in the URL is not allowed
            https://@api.example.com/                 | a user name or password in the URL is not allowed
            https://api.example.com@10.0.0.1/         | a user name or password in the URL is not allowed
            https://api.example.com/v1#part           | a fragment in the URL is not allowed
            https://api.example.com/#@10.0.0.1        | a fragment in the URL is not allowed
            https:///v1                               | the host is missing or malformed
            https:api.example.com                     | the host is missing or malformed
            https://my_host/v1                        | the host is missing or malformed
            https://api.example.com:0/                | the port must be between 1 and 65535
            https://api.example.com:65536/            | the port must be between 1 and 65535
            https://unknown.example.com/              | the host name could not be resolved
            https://mixed.example.com/                | the host has a private address
            https://tunnel.example.com/               | the host has a loopback address
            http://api.example.com/v1                 | plain http is only allowed to private addresses
            https://[fd12::1%25eth0]/                 | an address with a zone is not allowed
            https://api.example.com/a b               | not a valid URL
            http://93.184.216.34/                     | plain http is only allowed to private addresses
            """)
    void refusalSaysWhichRule(String url, String words) {
        assertThat(guard(false).refusal(url)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:20128/v1", "http://127.0.0.2:20128/", "http://[::1]:20128/",
            "http://[::ffff:127.0.0.1]:20128/", "https://own.example.com:20128/", "http://[64:ff9b::7f00:1]:20128/"})
    void gatewayItselfIsRefused(String url) throws Exception {
        var own = Set.of(InetAddress.getByName("203.0.113.9"));

        assertThat(guard(new GuardSettings(true, Set.of("localhost"), OWN_PORT, own)).refusal(url))
                .contains("the URL points to the gateway itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ollama.lan:11434/v1", "https://OLLAMA.lan./v1", "http://api.example.com/v1"})
    void allowedHostsMayBePrivateAndPlain(String url) {
        var settings = new GuardSettings(false, Set.of("Ollama.lan", "api.example.com"), OWN_PORT, Set.of());

        assertThat(guard(settings).refusal(url)).isEmpty();
    }

    @Test
    void nameThatChangesItsAddressIsRefusedWhenConnecting() throws Exception {
        var answers = new AtomicInteger();
        NameResolution rebinding = host -> List
                .of(InetAddress.getByName(answers.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1"));
        var guard = new OutboundGuard(new GuardSettings(false, Set.of(), OWN_PORT, Set.of()), rebinding);

        assertThat(guard.refusal("https://rebind.example.com/")).isEmpty();
        try (var server = new ScriptedServer(HttpTransportContract.always("HTTP/1.1 200 OK\r\n\r\n"));
                var transport = new ApacheTransport(TransportSettings.DEFAULTS, guard)) {
            var uri = URI.create("http://rebind.example.com:" + server.port() + "/");

            assertBlocked(transport, uri);
            assertThat(server.acceptedConnections()).isZero();
        }
    }

    @Test
    void connectionGoesToTheCheckedAddress() throws Exception {
        var asked = new AtomicInteger();
        NameResolution once = host -> {
            assertThat(asked.incrementAndGet()).isOne();
            return List.of(InetAddress.getByName("127.0.0.1"));
        };
        var guard = new OutboundGuard(new GuardSettings(true, Set.of(), OWN_PORT, Set.of()), once);
        try (var server = new ScriptedServer(HttpTransportContract.always("HTTP/1.1 204 No\r\n\r\n"));
                var transport = new ApacheTransport(TransportSettings.DEFAULTS, guard);
                var reply = transport.send(call(URI.create("http://any.example.com:" + server.port() + "/")),
                        new Cancellation())) {
            assertThat(reply.status()).isEqualTo(204);
            assertThat(server.requests().getFirst()).contains("Host: any.example.com:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://100.100.100.200/",
            "http://[::ffff:a9fe:a9fe]/", "http://0.0.0.0:1/", "http://metadata.google.internal/",
            "http://0177.0.0.1/"})
    void literalsAreCheckedWhenConnectingToo(String url) {
        try (var transport = new ApacheTransport(TransportSettings.DEFAULTS, guard(true))) {
            assertBlocked(transport, URI.create(url));
        }
    }

    @Test
    void ownPortIsRefusedWhenConnecting() throws IOException {
        try (var server = new ScriptedServer(HttpTransportContract.always("HTTP/1.1 204 No\r\n\r\n"));
                var transport = new ApacheTransport(TransportSettings.DEFAULTS,
                        guard(new GuardSettings(true, Set.of(), server.port(), Set.of())))) {
            assertBlocked(transport, server.uri("/"));
        }
    }

    @Test
    void nameServerThatHangsIsGivenUp() {
        try (var names = new SystemNames(Duration.ofNanos(1))) {
            assertThatThrownBy(() -> names.resolve("no-such.invalid")).isInstanceOf(UnknownHostException.class);
        }
    }

    private static void assertBlocked(HttpTransport transport, URI uri) {
        assertThatThrownBy(() -> transport.send(call(uri), new Cancellation()))
                .hasCauseInstanceOf(AddressRefusedException.class)
                .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.failure())
                        .isEqualTo(new Failure.Unreachable(
                                "the provider's address is blocked by the outbound URL guard")));
    }

    private static UpstreamCall call(URI uri) {
        return new UpstreamCall("GET", uri, Map.of(), new byte[0]);
    }

    private static OutboundGuard guard(boolean allowPrivate) {
        return guard(new GuardSettings(allowPrivate, Set.of(), OWN_PORT, Set.of()));
    }

    private static OutboundGuard guard(GuardSettings settings) {
        return new OutboundGuard(settings, OutboundGuardTest::resolve);
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        List<String> answers = literal ? List.of(host) : NAMES.getOrDefault(host, List.of());
        if (answers.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return Stream.of(answers.toArray(String[]::new)).map(OutboundGuardTest::address).toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
