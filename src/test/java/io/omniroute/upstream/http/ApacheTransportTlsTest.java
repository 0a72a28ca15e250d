package io.omniroute.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same duties behind TLS: certificates are checked, and a cut does not wait for a TLS farewell. */
class ApacheTransportTlsTest {
    private static final String PASSWORD = "changeit";
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final Duration AT_ONCE = Duration.ofMillis(1_000);

    @TempDir
    private static Path folder;
    private static Path keys;
    private static Path trusted;

    private final CountDownLatch clientGone = new CountDownLatch(1);
    private SSLServerSocket listener;

    @BeforeAll
    static void makeCertificate() throws Exception {
        keys = folder.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(keytool, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=localhost",
                "-ext", "SAN=dns:localhost", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
                keys.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor();
        assertThat(exit).isZero();
        trusted = folder.resolve("trusted.p12");
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("a", store().getCertificate("a"));
        try (var out = Files.newOutputStream(trusted)) {
            anchors.store(out, PASSWORD.toCharArray());
        }
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void trustTheServer() {
        System.setProperty(TRUST, trusted.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
    }

    @BeforeEach
    void startServer() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stopServer() throws IOException {
        listener.close();
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    @Test
    void certificateThatNobodyVouchesForIsRefused() {
        try (var transport = transport()) {
            assertUntrusted(transport, "localhost");
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() {
        trustTheServer();
        try (var transport = transport()) {
            assertUntrusted(transport, "other.example");
        }
    }

    @Test
    void cancelOfATlsStreamReturnsAtOnceAndTheServerSeesIt() throws Exception {
        trustTheServer();
        try (var transport = transport()) {
            var reply = transport.send(call("localhost"), new Cancellation());
            var reader = Thread.ofVirtual().start(() -> assertThatThrownBy(() -> reply.body().readAllBytes())
                    .isInstanceOf(IOException.class));
            Thread.sleep(50);

            long start = System.nanoTime();
            reply.cancel();
            reader.join(1_000);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            assertThat(clientGone.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(transport.leasedConnections()).isZero();
        }
    }

    @Test
    void closeOfAnUnfinishedTlsStreamReturnsAtOnceAndTheServerSeesIt() throws Exception {
        trustTheServer();
        try (var transport = transport()) {
            var reply = transport.send(call("localhost"), new Cancellation());
            reply.body().read();

            long start = System.nanoTime();
            reply.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            assertThat(clientGone.await(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    socket.getOutputStream().write("2\r\nab\r\n".getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(5);
                }
            } catch (IOException e) {
                clientGone.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private UpstreamCall call(String host) {
        return new UpstreamCall("POST", URI.create("https://" + host + ":" + listener.getLocalPort() + "/"), Map.of(),
                new byte[]{'{', '}'});
    }

    private void assertUntrusted(HttpTransport transport, String host) {
        assertThatThrownBy(() -> transport.send(call(host), new Cancellation()))
                .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.failure())
                        .isEqualTo(new Failure.Unreachable("no trusted TLS connection to the provider")));
    }

    private static ApacheTransport transport() {
        NameResolution loopback = host -> java.util.List.of(InetAddress.getByName("127.0.0.1"));
        return new ApacheTransport(TransportSettings.DEFAULTS,
                new OutboundGuard(new GuardSettings(true, Set.of(), 0, Set.of()), loopback));
    }
}
