package io.omniroute.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.boot.config.GatewayConfiguration.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsFileTest {
    private static final String OWN_KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String OLDER_KEY = "ff".repeat(32);
    private static final Security NOTHING = configured(null, null, List.of());
    @TempDir
    Path folder;
    private SecretsFile file;

    @BeforeEach
    void open() {
        file = new SecretsFile(new DataDirectory(folder, Optional.empty()));
    }

    @Test
    void generatesWhatIsMissing() throws IOException {
        var secrets = file.complete(NOTHING);

        var texts = List.of(secrets.jwtSecret(), secrets.apiKeySecret(), secrets.keyHashSecret());
        assertThat(texts).doesNotHaveDuplicates().allSatisfy(text -> assertThat(bytes(text)).hasSize(32));
        assertThat(secrets.masterKeys()).singleElement().satisfies(key -> assertThat(key).hasSize(32));
        assertThat(bytes(secrets.machineIdSalt())).hasSize(16);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsThemForTheNextStart() {
        var first = file.complete(NOTHING);

        var second = file.complete(NOTHING);

        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void addsOnlyWhatIsNotThereAndKeepsTheRestOfTheFile() throws IOException {
        Files.writeString(folder.resolve("secrets.properties"), "# mine\nomniroute.security.jwt-secret=kept");

        var secrets = file.complete(NOTHING);

        assertThat(secrets.jwtSecret()).isEqualTo("kept");
        assertThat(folder.resolve("secrets.properties")).content()
                .startsWith("# mine\nomniroute.security.jwt-secret=kept\nomniroute.security.api-key-secret=");
    }

    @Test
    void configuredSecretsAreUsedAndNotWritten() {
        var secrets = file.complete(configured("configured-jwt", OWN_KEY, List.of(OLDER_KEY)));

        assertThat(secrets.jwtSecret()).isEqualTo("configured-jwt");
        assertThat(secrets.masterKeys()).containsExactly(HexFormat.of().parseHex(OWN_KEY),
                HexFormat.of().parseHex(OLDER_KEY));
        assertThat(folder.resolve("secrets.properties")).content().doesNotContain("jwt-secret", "master-key");
    }

    @Test
    void keptMasterKeyStillOpensAfterOneWasConfigured() {
        var before = file.complete(NOTHING).masterKeys().getFirst();

        var after = file.complete(configured(null, OWN_KEY, List.of())).masterKeys();

        assertThat(after).containsExactly(HexFormat.of().parseHex(OWN_KEY), before);
    }

    @Test
    void knownKeySecretIsReplacedByAGeneratedOne() {
        var known = new Security(Optional.empty(), Optional.of("endpoint-proxy-api-key-secret"), Optional.empty(),
                Optional.empty(), List.of(), Optional.empty(), false);

        var secrets = file.complete(known);

        assertThat(bytes(secrets.apiKeySecret())).hasSize(32);
        assertThat(file.complete(known).apiKeySecret()).isEqualTo(secrets.apiKeySecret());
    }

    @Test
    void manyStartsAtOnceEndUpWithTheSameSecrets() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> start = () -> {
                var secrets = new SecretsFile(new DataDirectory(folder, Optional.empty())).complete(NOTHING);
                return secrets.jwtSecret() + HexFormat.of().formatHex(secrets.masterKeys().getFirst());
            };
            var answers = threads.invokeAll(IntStream.range(0, 16).mapToObj(at -> start).toList());

            var distinct = new HashSet<String>();
            for (var answer : answers) {
                distinct.add(answer.get());
            }
            assertThat(distinct).hasSize(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("secrets.properties",
                    ".secrets.lock");
        }
    }

    @Test
    void unreadableFileIsOneSentence() throws IOException {
        Files.createDirectory(folder.resolve("secrets.properties"));

        assertThatThrownBy(() -> file.complete(NOTHING)).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("secrets.properties");
    }

    @Test
    void nothingIsPrinted() {
        var secrets = file.complete(NOTHING);

        assertThat(secrets.toString()).isEqualTo("GatewaySecrets[…]");
    }

    @Test
    void filesOfTheDataDirectoryAreASourceButNotForTheLaunchersKeys() throws IOException {
        Files.writeString(folder.resolve("omniroute.properties"),
                "omniroute.log.level=debug\nomniroute.server.port=1\n");
        var secrets = file.complete(NOTHING);

        var source = new DataDirectoryProperties(new Surroundings(Map.of("DATA_DIR", folder.toString()), Map.of()));

        assertThat(source.getValue("omniroute.log.level")).isEqualTo("debug");
        assertThat(source.getValue("omniroute.security.jwt-secret")).isEqualTo(secrets.jwtSecret());
        assertThat(source.getValue("omniroute.server.port")).isNull();
    }

    @Test
    void brokenPropertiesFileIsAProblemOfTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("omniroute.properties"), "a=\\u00zz");
        var surroundings = new Surroundings(Map.of("DATA_DIR", folder.toString()), Map.of("user.home", "/home/ann"));

        var loaded = new ConfigurationReader(new SourcesConfig(new DataDirectoryProperties(surroundings)), surroundings)
                .read();

        assertThat(loaded.problems()).singleElement().asString().contains("omniroute.properties");
    }

    private static Security configured(String jwt, String master, List<String> previous) {
        return new Security(Optional.ofNullable(jwt), Optional.empty(), Optional.empty(), Optional.ofNullable(master),
                previous, Optional.empty(), false);
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
