package io.omniroute.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.boot.config.GatewayConfiguration.Loaded;
import io.omniroute.boot.config.GatewayConfiguration.StreamDefault;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigurationTest {
    private static final String KEY_HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @Test
    void nothingConfiguredGivesTheDefaults() {
        var loaded = read(Map.of(), Map.of());

        var configuration = loaded.configuration();
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(configuration.server().toString())
                .isEqualTo("Server[address=ListenAddress[host=127.0.0.1, port=20128], "
                        + "maxBodyBytes=10485760, corsOrigins=[], allowedHosts=[], trustedProxies=[], "
                        + "publicBaseUrl=Optional.empty, internalBaseUrl=http://127.0.0.1:20128, watchClients=true, maxRequests=Optional.empty]");
        assertThat(configuration.auth().toString()).isEqualTo(
                "Auth[keysRequired=false, rejectUnknownKeys=false, cookieAlwaysSecure=false, sessionLife=PT24H]");
        assertThat(configuration.upstream().toString())
                .isEqualTo("Upstream[connectTimeout=PT10S, fetchTimeout=PT2M, firstContentTimeout=PT5M, "
                        + "streamIdleTimeout=PT1M, completeTimeout=PT10M, maxConnections=4096]");
        assertThat(configuration.client()).isEqualTo(
                new GatewayConfiguration.Client(Duration.ofSeconds(15), StreamDefault.DIALECT));
        assertThat(configuration.outbound().allowPrivate()).isTrue();
        assertThat(configuration.management().openToNetwork()).isFalse();
        assertThat(configuration.providers().multiConnectionsPerNode()).isFalse();
        assertThat(configuration.providers().baseUrls()).isEmpty();
        assertThat(configuration.data().directory().path()).hasToString("/home/ann/.omniroute");
        assertThat(configuration.data().jdbc()).isEmpty();
        assertThat(configuration.log().level()).isEqualTo(System.Logger.Level.INFO);
        assertThat(configuration.security().jwtSecret()).isEmpty();
        assertThat(configuration.security().allowKnownDefaults()).isFalse();
    }

    @Test
    void everyValueIsTaken() {
        var loaded = read(Map.ofEntries(Map.entry("omniroute.server.port", "8080"),
                Map.entry("omniroute.server.host", "[::1]"), Map.entry("omniroute.server.max-body", "2048"),
                Map.entry("omniroute.server.cors-origin", "https://App.example, *"),
                Map.entry("omniroute.server.allowed-hosts", "gate.example,GW"),
                Map.entry("omniroute.server.trusted-proxies", "10.0.0.0/8, ::1"),
                Map.entry("omniroute.server.public-base-url", "https://gate.example/base/"),
                Map.entry("omniroute.server.watch-clients", "no"), Map.entry("omniroute.auth.session-hours", "8"),
                Map.entry("omniroute.auth.reject-unknown-keys", "true"),
                Map.entry("omniroute.auth.cookie-secure", "true"),
                Map.entry("omniroute.data.dir", "/var/lib/omniroute"),
                Map.entry("omniroute.data.jdbc-url", "jdbc:postgresql://db/omniroute"),
                Map.entry("omniroute.data.jdbc-user", "omni"), Map.entry("omniroute.data.jdbc-password", "canary"),
                Map.entry("omniroute.upstream.max-connections", "16"), Map.entry("omniroute.sse.heartbeat", "0"),
                Map.entry("omniroute.compat.stream-default", "always"),
                Map.entry("omniroute.outbound.allow-private", "false"),
                Map.entry("omniroute.outbound.allowed-hosts", "gpu.lan,10.1.2.3"),
                Map.entry("omniroute.management.open-to-network", "true"),
                Map.entry("omniroute.providers.multi-connections-per-node", "true"),
                Map.entry("omniroute.log.level", "warn")), Map.of());

        var server = loaded.configuration().server();
        assertThat(loaded.problems()).isEmpty();
        assertThat(server.address()).isEqualTo(new ListenAddress("::1", 8080));
        assertThat(server.maxBodyBytes()).isEqualTo(2048);
        assertThat(server.corsOrigins()).containsExactly("https://app.example", "*");
        assertThat(server.allowedHosts()).containsExactly("gate.example", "gw");
        assertThat(server.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
        assertThat(server.publicBaseUrl()).contains(URI.create("https://gate.example/base"));
        assertThat(server.internalBaseUrl()).isEqualTo(URI.create("https://gate.example/base"));
        assertThat(server.watchClients()).isFalse();
        var auth = loaded.configuration().auth();
        assertThat(auth.sessionLife()).isEqualTo(Duration.ofHours(8));
        assertThat(auth.rejectUnknownKeys()).isTrue();
        assertThat(auth.cookieAlwaysSecure()).isTrue();
        var data = loaded.configuration().data();
        assertThat(data.directory().path()).hasToString("/var/lib/omniroute");
        assertThat(data.jdbc().orElseThrow().password()).contains("canary");
        assertThat(loaded.configuration().upstream().maxConnections()).isEqualTo(16);
        assertThat(loaded.configuration().client().heartbeat()).isZero();
        assertThat(loaded.configuration().client().streamDefault()).isEqualTo(StreamDefault.ALWAYS);
        assertThat(loaded.configuration().outbound().allowPrivate()).isFalse();
        assertThat(loaded.configuration().outbound().allowedHosts()).containsExactly("gpu.lan", "10.1.2.3");
        assertThat(loaded.configuration().management().openToNetwork()).isTrue();
        assertThat(loaded.configuration().providers().multiConnectionsPerNode()).isTrue();
        assertThat(loaded.configuration().log().level()).isEqualTo(System.Logger.Level.WARNING);
    }

    @ParameterizedTest
    @CsvSource({"15s, PT15S", "5m, PT5M", "1h, PT1H", "250ms, PT0.25S", "120000, PT2M", "15 s, PT15S", "PT90S, PT90S",
            "pt2m, PT2M", "1d, PT24H"})
    void durationsHaveSeveralForms(String text, Duration expected) {
        var loaded = read(Map.of("omniroute.upstream.fetch-timeout", text), Map.of());

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.configuration().upstream().fetchTimeout()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            omniroute.server.port | 0 | a whole number from 1 to 65535; it is the number 0.
            omniroute.server.port | 65536 | a whole number from 1 to 65535; it is the number 65536.
            omniroute.server.port | eighty | a whole number from 1 to 65535; it is text of 6 characters.
            omniroute.server.host | my-laptop | an IP address of this machine or localhost; it is text of 9 characters.
            omniroute.server.max-body | 10M | a whole number from 1024 to 1073741824; it is text of 3 characters.
            omniroute.server.cors-origin | https://a.example/path | a comma list of origins
            omniroute.server.cors-origin | https://a.example, nonsense | a comma list of origins
            omniroute.server.allowed-hosts | a.example:80 | a comma list of host names or IP addresses without port
            omniroute.server.trusted-proxies | proxy.example | a comma list of IP addresses or networks
            omniroute.server.trusted-proxies | 10.0.0.0/33 | a comma list of IP addresses or networks
            omniroute.server.public-base-url | gate.example | an http or https URL
            omniroute.server.public-base-url | https://user:pw@gate.example | an http or https URL
            omniroute.server.internal-base-url | ftp://gate.example | an http or https URL
            omniroute.server.watch-clients | maybe | true or false; it is text of 5 characters.
            omniroute.auth.require-api-key | sometimes | true or false
            omniroute.auth.reject-unknown-keys | 2 | true or false; it is the number 2.
            omniroute.auth.cookie-secure | always | true or false
            omniroute.auth.session-hours | 0 | a whole number from 1 to 8760
            omniroute.security.jwt-secret | too short | at least 32 bytes long; it is text of 9 characters.
            omniroute.security.key-hash-secret | too short | at least 32 bytes long
            omniroute.security.master-key | c2hvcnQ= | at least 32 bytes in base64 or hex
            omniroute.security.master-key | not base64 at all! | at least 32 bytes in base64 or hex
            omniroute.security.previous-master-keys | abcd | at least 32 bytes in base64 or hex
            omniroute.data.dir | relative/path | an absolute path
            omniroute.data.jdbc-url | jdbc:mysql://db/x | a URL that begins with jdbc:postgresql:
            omniroute.upstream.connect-timeout | 0 | a duration from 1ms to 24h
            omniroute.upstream.fetch-timeout | 2d | a duration from 1ms to 24h
            omniroute.upstream.first-content-timeout | -1 | a duration from 1ms to 24h
            omniroute.upstream.stream-idle-timeout | soon | a duration from 1ms to 24h
            omniroute.upstream.complete-timeout | 10 parsecs | a duration from 1ms to 24h
            omniroute.upstream.max-connections | 0 | a whole number from 1 to 100000
            omniroute.sse.heartbeat | 2h | a duration from 0ms to 1h
            omniroute.compat.stream-default | never | one of dialect, always; it is text of 5 characters.
            omniroute.outbound.allow-private | private | true or false
            omniroute.outbound.allowed-hosts | http://x | a comma list of host names or IP addresses
            omniroute.management.open-to-network | open | true or false
            omniroute.providers.multi-connections-per-node | many | true or false
            omniroute.provider.openai.base-url | nowhere | an http or https URL
            omniroute.log.level | loud | one of all, trace, debug, info, warning, error, off""")
    void wrongValueIsOneSentenceWithTheKeyAndWithoutTheValue(String key, String value, String part) {
        var loaded = read(Map.of(key, value), Map.of());

        assertThat(loaded.problems()).singleElement().asString().startsWith(key + " must be ").contains(part)
                .endsWith(".");
        if (!value.matches("-?[0-9]+")) {
            assertThat(loaded.problems().getFirst().replace(key, "").replace(part, "")).doesNotContain(value);
        }
    }

    @Test
    void allProblemsAreFoundAtOnceAndDefaultsStandIn() {
        var loaded = read(Map.of("omniroute.server.port", "x", "omniroute.sse.heartbeat", "y"), Map.of("LOG", "z"));

        assertThat(loaded.problems()).hasSize(2);
        assertThat(loaded.configuration().server().address().port()).isEqualTo(20128);
    }

    @Test
    void problemNamesTheVariableThatWasUsed() {
        assertThat(read(Map.of(), Map.of("PORT", "x")).problems()).singleElement().asString()
                .startsWith("PORT must be");
        assertThat(read(Map.of(), Map.of("OMNIROUTE_SERVER_PORT", "x", "PORT", "80")).problems()).singleElement()
                .asString()
                .startsWith("OMNIROUTE_SERVER_PORT must be");
        assertThat(read(Map.of("omniroute.server.port", "x"), Map.of("PORT", "80")).problems()).singleElement()
                .asString()
                .startsWith("omniroute.server.port must be");
    }

    @Test
    void propertyWinsOverNewVariableAndThatOverTheOldName() {
        var environment = Map.of("OMNIROUTE_SERVER_PORT", "2", "PORT", "3");

        assertThat(port(read(Map.of("omniroute.server.port", "1"), environment))).isEqualTo(1);
        assertThat(port(read(Map.of(), environment))).isEqualTo(2);
        assertThat(port(read(Map.of(), Map.of("PORT", "3")))).isEqualTo(3);
    }

    @Test
    void keysAreRequiredOnceOthersCanReachTheAddress() {
        var loaded = read(Map.of(), Map.of("HOSTNAME", "0.0.0.0"));

        assertThat(loaded.configuration().server().loopbackBind()).isFalse();
        assertThat(loaded.configuration().auth().requireApiKey()).isEmpty();
        assertThat(loaded.configuration().auth().keysRequired()).isTrue();
        assertThat(loaded.configuration().outbound().allowPrivate()).isFalse();
        assertThat(loaded.configuration().server().internalBaseUrl()).isEqualTo(URI.create("http://localhost:20128"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void operatorMayOpenItAndIsWarned() {
        var loaded = read(Map.of(), Map.of("HOSTNAME", "0.0.0.0", "REQUIRE_API_KEY", "false"));

        assertThat(loaded.configuration().auth().keysRequired()).isFalse();
        assertThat(loaded.warnings()).singleElement().asString().startsWith("REQUIRE_API_KEY is false");
    }

    @Test
    void keysCanBeRequiredOnLoopbackToo() {
        var loaded = read(Map.of(), Map.of("REQUIRE_API_KEY", "true"));

        assertThat(loaded.configuration().auth().requireApiKey()).contains(true);
        assertThat(loaded.configuration().auth().keysRequired()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"omniroute-default-secret-change-me", "your-secure-secret-change-this"})
    void knownSessionSecretIsRefusedUnlessAllowed(String known) {
        var refused = read(Map.of(), Map.of("JWT_SECRET", known));
        var allowed = read(Map.of("omniroute.security.allow-known-defaults", "true"), Map.of("JWT_SECRET", known));

        assertThat(refused.problems()).singleElement().asString().startsWith("JWT_SECRET must not be")
                .doesNotContain(known);
        assertThat(allowed.problems()).isEmpty();
        assertThat(allowed.configuration().security().jwtSecret()).contains(known);
    }

    @ParameterizedTest
    @CsvSource({"123456", "CHANGEME", "your-password"})
    void knownPasswordIsAProblemOnlyForWhoWouldUseIt(String known) {
        var refused = read(Map.of(), Map.of("INITIAL_PASSWORD", known));
        var allowed = read(Map.of("omniroute.security.allow-known-defaults", "true"),
                Map.of("INITIAL_PASSWORD", known));

        assertThat(refused.problems()).isEmpty();
        assertThat(refused.configuration().initialPasswordProblem()).get().asString().startsWith("INITIAL_PASSWORD");
        assertThat(allowed.configuration().initialPasswordProblem()).isEmpty();
    }

    @Test
    void knownKeySecretAndSaltOnlyWarn() {
        var loaded = read(Map.of(),
                Map.of("API_KEY_SECRET", "endpoint-proxy-api-key-secret", "MACHINE_ID_SALT", "endpoint-proxy-salt"));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.warnings()).hasSize(2).allMatch(text -> !text.contains("endpoint-proxy"));
    }

    @Test
    void providersGetTheirBaseUrlFromPropertyOrVariable() {
        var loaded = read(Map.of("omniroute.provider.openai.base-url", "http://127.0.0.1:9/v1"),
                Map.of("OMNIROUTE_PROVIDER_GEMINI_CLI_BASE_URL", "https://g.example/"));

        assertThat(loaded.configuration().providers().baseUrls()).containsOnly(
                Map.entry("openai", URI.create("http://127.0.0.1:9/v1")),
                Map.entry("gemini-cli", URI.create("https://g.example")));
    }

    @Test
    void expressionThatLeadsNowhereIsAProblemAndNoDefault() {
        var loaded = read(Map.of(), Map.of("REQUIRE_API_KEY", "${canary}"));

        assertThat(loaded.problems()).singleElement().asString().startsWith("REQUIRE_API_KEY refers with ${")
                .doesNotContain("canary");
    }

    @Test
    void secretsAreNotPrinted() {
        var environment = new HashMap<String, String>();
        environment.put("JWT_SECRET", "canary-canary-canary-canary-canary-canary");
        environment.put("API_KEY_SECRET", "canary");
        environment.put("INITIAL_PASSWORD", "canary");
        environment.put("STORAGE_ENCRYPTION_KEY", KEY_HEX);
        environment.put("OMNIROUTE_DATA_JDBC_URL", "jdbc:postgresql://db/x?password=canary");
        environment.put("OMNIROUTE_DATA_JDBC_PASSWORD", "canary");

        var loaded = read(Map.of(), environment);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.configuration().security().masterKey()).contains(KEY_HEX);
        assertThat(loaded.toString()).doesNotContain("canary").doesNotContain(KEY_HEX);
    }

    private static int port(Loaded loaded) {
        return loaded.configuration().server().address().port();
    }

    private static Loaded read(Map<String, String> properties, Map<String, String> environment) {
        var surroundings = new Surroundings(environment, Map.of("user.home", "/home/ann", "os.name", "Linux"));
        return new ConfigurationReader(SourcesConfig.of(properties, environment), surroundings).read();
    }
}
