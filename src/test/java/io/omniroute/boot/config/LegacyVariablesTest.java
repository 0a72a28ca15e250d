package io.omniroute.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyVariablesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            JWT_SECRET,                              omniroute.security.jwt-secret
            INITIAL_PASSWORD,                        omniroute.auth.initial-password
            DATA_DIR,                                omniroute.data.dir
            PORT,                                    omniroute.server.port
            NODE_ENV,                                omniroute.mode
            BASE_URL,                                omniroute.server.internal-base-url
            CLOUD_URL,                               omniroute.cloud.url
            NEXT_PUBLIC_CLOUD_URL,                   omniroute.cloud.url
            NEXT_PUBLIC_BASE_URL,                    omniroute.server.public-base-url
            API_KEY_SECRET,                          omniroute.security.api-key-secret
            MACHINE_ID_SALT,                         omniroute.security.machine-id-salt
            REQUIRE_API_KEY,                         omniroute.auth.require-api-key
            AUTH_COOKIE_SECURE,                      omniroute.auth.cookie-secure
            ENABLE_REQUEST_LOGS,                     omniroute.log.requests
            ALLOW_MULTI_CONNECTIONS_PER_COMPAT_NODE, omniroute.providers.multi-connections-per-node
            HTTP_PROXY,                              omniroute.upstream.proxy.http
            https_proxy,                             omniroute.upstream.proxy.https
            ALL_PROXY,                               omniroute.upstream.proxy.all
            no_proxy,                                omniroute.upstream.proxy.no-proxy
            ENABLE_SOCKS5_PROXY,                     omniroute.upstream.proxy.socks5-enabled
            FETCH_TIMEOUT_MS,                        omniroute.upstream.fetch-timeout
            STREAM_IDLE_TIMEOUT_MS,                  omniroute.upstream.stream-idle-timeout
            CLOUD_SYNC_TIMEOUT_MS,                   omniroute.cloud.timeout
            SEMANTIC_CACHE_MAX_SIZE,                 omniroute.cache.semantic.max-entries
            SEMANTIC_CACHE_TTL_MS,                   omniroute.cache.semantic.ttl
            LOG_RETENTION_DAYS,                      omniroute.data.log-retention-days
            MAX_BODY_SIZE_BYTES,                     omniroute.server.max-body
            CORS_ORIGIN,                             omniroute.server.cors-origin
            NO_LOG_API_KEY_IDS,                      omniroute.log.no-log-keys
            CLI_MODE,                                omniroute.cli.mode
            CLI_EXTRA_PATHS,                         omniroute.cli.extra-paths
            CLI_CONFIG_HOME,                         omniroute.cli.home
            CLI_ALLOW_CONFIG_WRITES,                 omniroute.cli.allow-writes
            CLI_CLAUDE_BIN,                          omniroute.cli.bin.claude
            CLI_CONTINUE_BIN,                        omniroute.cli.bin.continue
            STORAGE_ENCRYPTION_KEY,                  omniroute.security.master-key
            OMNIROUTE_MASTER_KEY,                    omniroute.security.master-key
            GEMINI_CLI_OAUTH_CLIENT_ID,              omniroute.oauth.gemini-cli.client-id
            CLAUDE_OAUTH_CLIENT_SECRET,              omniroute.oauth.claude.client-secret""")
    void oldNameGivesItsProperty(String variable, String property) {
        var source = new LegacyVariables(Map.of(variable, "given"));

        assertThat(source.getValue(property)).isEqualTo("given");
        assertThat(source.getPropertyNames()).containsExactly(property);
        assertThat(source.nameUsed(property, 290)).isEqualTo(variable);
    }

    @Test
    void firstOfTwoNamesWins() {
        var source = new LegacyVariables(Map.of("NEXT_PUBLIC_CLOUD_URL", "second", "CLOUD_URL", "first"));

        assertThat(source.getValue("omniroute.cloud.url")).isEqualTo("first");
    }

    @Test
    void blankVariableCountsAsNotSet() {
        var source = new LegacyVariables(Map.of("PORT", " ", "CLOUD_URL", "", "NEXT_PUBLIC_CLOUD_URL", "second"));

        assertThat(source.getValue("omniroute.server.port")).isNull();
        assertThat(source.getValue("omniroute.cloud.url")).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::", "::1", "[::1]", "localhost", "192.168.1.20", "fe80::1%eth0"})
    void hostnameIsTakenAsAnAddress(String address) {
        assertThat(new LegacyVariables(Map.of("HOSTNAME", address)).getValue("omniroute.server.host"))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-laptop", "3f2a1b4c5d6e", "cafe", "host.example.com", "1.2.3", "256.1.1.1", "1234",
            "a:b:g"})
    void hostnameIsLeftAloneWhenItIsTheMachinesName(String machine) {
        assertThat(new LegacyVariables(Map.of("HOSTNAME", machine)).getValue("omniroute.server.host")).isNull();
    }

    @Test
    void bothSourcesAreFoundByTheServerInTheRightOrder() {
        var found = ServiceLoader.load(ConfigSource.class).stream().map(ServiceLoader.Provider::type).toList();

        assertThat(found).contains(LegacyVariables.class, DataDirectoryProperties.class);
        assertThat(new LegacyVariables(Map.of()).getOrdinal()).isEqualTo(290).isBetween(DataDirectoryProperties.ORDINAL,
                300);
    }
}
