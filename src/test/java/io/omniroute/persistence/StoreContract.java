package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.NOON;
import static io.omniroute.persistence.Samples.SECRETS;
import static io.omniroute.persistence.Samples.connection;
import static io.omniroute.persistence.Samples.failure;
import static io.omniroute.persistence.Samples.key;
import static io.omniroute.persistence.Samples.node;
import static io.omniroute.persistence.Samples.usage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.domain.cache.KeptAnswer;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.CostEntry;
import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderData;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.policy.Lockout;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.log.Attic;
import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.CallQuery;
import io.omniroute.domain.log.Kept;
import io.omniroute.domain.log.LoggedCall;
import io.omniroute.domain.log.ProxyCall;
import io.omniroute.domain.log.ProxyLog;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.domain.settings.LogSettings.Payloads;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageReports;
import io.omniroute.domain.usage.UsageSum;
import io.omniroute.domain.usage.UsageTotals;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database behind the stores has to do; the subclasses say which one it is. */
abstract class StoreContract {
    @TempDir
    Path dataDir;
    Database database;

    /** Settings that lead to the same database at each call within one test, an empty one at first. */
    abstract DatabaseSettings settings();

    /** A plain connection past the stores. */
    abstract java.sql.Connection rawConnection() throws SQLException;

    @BeforeEach
    void openDatabase() {
        database = Database.open(settings(), SECRETS);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    void reopen() {
        database.close();
        database = Database.open(settings(), SECRETS);
    }

    // combos and chains

    @Test
    void comboComesBackAsItWasSavedInOrderOfCreation() {
        var config = new ComboConfig(ComboStrategy.RANDOM, 2, Duration.ofMillis(1), Duration.ofSeconds(9), false,
                Duration.ofSeconds(1), 4, false, 7, Duration.ofSeconds(8));
        Combo late = combo("a", "late/one", config, NOON.plusSeconds(1));
        Combo early = combo("b", "early", ComboConfig.NONE, NOON);
        List.of(late, early).forEach(database.combos()::save);

        assertThat(database.combos().all()).containsExactly(early, late);
        assertThat(database.combos().find("a")).contains(late);
        assertThat(database.combos().delete("a")).isTrue();
        assertThat(database.combos().delete("a")).isFalse();
        assertThat(database.combos().find("a")).isEmpty();
    }

    private static Combo combo(String id, String name, ComboConfig config, Instant createdAt) {
        return new Combo(id, name, List.of(new Combo.Entry("openai/gpt-5", 70), new Combo.Entry("fast", 0)),
                ComboStrategy.WEIGHTED, config, false, createdAt, NOON.plusMillis(3));
    }

    @Test
    void importedComboHasPlainNamesAndTheUsualStrategy() throws SQLException {
        execute("insert into combos values ('c', 'free', '{\"models\":[\"cc/a\",{\"model\":\"gq/b\",\"weight\":900}]}', "
                + "'2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')");
        execute("insert into combos values ('d', 'torn', 'no json', "
                + "'2026-01-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z')");

        Combo combo = database.combos().all().getFirst();

        assertThat(database.combos().all()).hasSize(1);
        assertThat(combo.entries()).containsExactly(new Combo.Entry("cc/a", 0), new Combo.Entry("gq/b", 100));
        assertThat(combo.strategy()).isEqualTo(ComboStrategy.PRIORITY);
        assertThat(combo.active()).isTrue();
    }

    @Test
    void chainOfAModelIsReplacedAndRemoved() {
        var first = new FallbackChain("gpt-5", "", List.of());
        var second = new FallbackChain("gpt-5", "spare",
                List.of(new FallbackChain.Entry("groq", Optional.of("x/y"), -3, false),
                        new FallbackChain.Entry("ds", Optional.empty(), 0, true)));

        List.of(first, second).forEach(database.chains()::save);

        assertThat(database.chains().all()).containsExactly(second);
        assertThat(database.chains().delete("gpt-5")).isTrue();
        assertThat(database.chains().delete("gpt-5")).isFalse();
    }

    // connections

    @Test
    void connectionComesBackAsItWasSaved() {
        Connection saved = connection("c1", "openai", 2);

        database.connections().save(saved);

        assertThat(database.connections().find("c1")).contains(saved);
        assertThat(database.connections().find("c2")).isEmpty();
    }

    @Test
    void savingAgainReplacesTheConnection() {
        database.connections().save(connection("c1", "openai", 1));
        Connection changed = new Connection("c1", "openai", AuthType.OAUTH, "renamed", "a@example.org", 4, 9, false,
                null, null, ProviderData.NONE, ConnectionHealth.active(NOON), NOON, NOON.plusSeconds(1));

        database.connections().save(changed);

        assertThat(database.connections().all()).containsExactly(changed);
    }

    @Test
    void savingLeavesTheColumnsOfTokensAlone() throws SQLException {
        database.connections().save(connection("c1", "openai", 1));
        execute("update provider_connections set access_token = 'enc:v1:k1:x', expires_in = 60");

        database.connections().save(connection("c1", "openai", 5));

        assertThat(text("select access_token from provider_connections")).isEqualTo("enc:v1:k1:x");
        assertThat(text("select expires_in from provider_connections")).isEqualTo("60");
    }

    @Test
    void connectionsAreOrderedByProviderThenPriority() {
        for (Connection each : List.of(connection("c1", "openai", 2), connection("c2", "openai", 1),
                connection("c3", "Zed", 1), connection("c4", "anthropic", 7))) {
            database.connections().save(each);
        }

        assertThat(database.connections().all()).extracting(Connection::id).containsExactly("c3", "c4", "c2", "c1");
    }

    @Test
    void healthIsWrittenWithoutTouchingTheRest() {
        database.connections().save(connection("c1", "openai", 2));
        var health = new ConnectionHealth(ConnectionHealth.ERROR, NOON, "rate limited", NOON.plusSeconds(1), "http",
                "upstream", "429");

        database.connections().saveHealth("c1", health);
        database.connections().saveHealth("gone", health);

        assertThat(database.connections().all()).containsExactly(connection("c1", "openai", 2).withHealth(health));
    }

    @Test
    void deletedConnectionsAreGone() {
        database.connections().save(connection("c1", "openai", 1));
        database.connections().save(connection("c2", "openai", 2));
        database.connections().save(connection("c3", "groq", 1));

        assertThat(database.connections().delete("c3")).isTrue();
        assertThat(database.connections().delete("c3")).isFalse();
        assertThat(database.connections().deleteByProvider("openai")).isEqualTo(2);
        assertThat(database.connections().all()).isEmpty();
    }

    @Test
    void twoKeysOfOneNameAtOneProviderAreRefusedWithoutNamingValues() {
        database.connections().save(connection("c1", "openai", 1));
        Connection other = connection("c2", "openai", 1);
        Connection same = new Connection(other.id(), other.provider(), other.authType(), "account c1", null, 1, null,
                true, null, other.apiKey(), other.data(), other.health(), NOON, NOON);

        assertThatThrownBy(() -> database.connections().save(same)).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("connections: ").hasMessageNotContaining("account c1");
    }

    // secrets

    @Test
    void sealedColumnsContainNoClearText() throws SQLException {
        database.connections().save(connection("c1", "openai", 1));

        assertThat(text("select api_key from provider_connections")).startsWith("enc:v1:k1:")
                .doesNotContain("sk-secret");
        assertThat(text("select provider_specific_data from provider_connections")).startsWith("enc:v1:k1:")
                .doesNotContain("baseUrl").doesNotContain("example");
    }

    @Test
    void clearTextOfAnOlderProgramIsSealedAtTheNextStart() throws SQLException {
        insertLegacyConnection();

        reopen();

        for (String column : List.of("api_key", "provider_specific_data", "access_token", "refresh_token",
                "id_token")) {
            assertThat(text("select " + column + " from provider_connections")).as(column).startsWith("enc:v1:k1:");
        }
        assertThat(database.connections().find("old").orElseThrow().baseUrl()).contains("https://old.example");
    }

    @Test
    void clearTextLeavesTheStoreSealedEvenBeforeThat() throws SQLException {
        insertLegacyConnection();

        Connection read = database.connections().find("old").orElseThrow();

        assertThat(read.baseUrl()).contains("https://old.example");
        assertThat(read.apiKey()).isEqualTo(SECRETS.seal("sk-legacy", Connection.apiKeyPlace("old")));
        assertThat(read.active()).isTrue();
    }

    @Test
    void connectionIsInactiveWhenItsSecretsCannotBeOpened() {
        database.connections().save(connection("c1", "openai", 1));
        database.close();

        database = Database.open(settings(), Samples.OTHER_SECRETS);

        Connection lost = database.connections().find("c1").orElseThrow();
        assertThat(lost.active()).isFalse();
        assertThat(lost.health().lastErrorType()).isEqualTo("decrypt_failed");
        assertThat(lost.data()).isEqualTo(ProviderData.NONE);
    }

    @Test
    void savingWhatCouldNotBeOpenedDoesNotDestroyIt() {
        Connection original = connection("c1", "openai", 1);
        database.connections().save(original);
        database.close();
        database = Database.open(settings(), Samples.OTHER_SECRETS);

        database.connections().save(database.connections().find("c1").orElseThrow());
        reopen();

        assertThat(database.connections().find("c1")).contains(original);
    }

    @Test
    void newKeyForAConnectionThatCouldNotBeOpenedCounts() {
        database.connections().save(connection("c1", "openai", 1));
        database.close();
        database = Database.open(settings(), Samples.OTHER_SECRETS);
        Connection lost = database.connections().find("c1").orElseThrow();
        var newKey = Samples.OTHER_SECRETS.seal("sk-new", Connection.apiKeyPlace("c1"));

        database.connections().save(new Connection("c1", "openai", lost.authType(), lost.name(), null, 1, null, true,
                null, newKey, ProviderData.NONE, lost.health(), lost.createdAt(), NOON));

        Connection renewed = database.connections().find("c1").orElseThrow();
        assertThat(renewed.active()).isTrue();
        assertThat(renewed.apiKey()).isEqualTo(newKey);
    }

    private void insertLegacyConnection() throws SQLException {
        execute("insert into provider_connections (id, provider, name, auth_type, access_token, refresh_token, id_token,"
                + " api_key, provider_specific_data, created_at, updated_at) values ('old', 'openai', 'Old', 'apikey',"
                + " 'at', 'rt', 'it', 'sk-legacy', '{\"baseUrl\":\"https://old.example\"}',"
                + " '2025-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z')");
    }

    // nodes

    @Test
    void nodesAreKeptInTheOrderOfTheirCreation() {
        var later = node("n1", "aa", NOON.plusSeconds(1));
        var earlier = node("n2", "bb", NOON);
        database.nodes().save(later);
        database.nodes().save(earlier);

        assertThat(database.nodes().all()).containsExactly(earlier, later);
        assertThat(database.nodes().find("n1")).contains(later);
        assertThat(database.nodes().delete("n1")).isTrue();
        assertThat(database.nodes().delete("n1")).isFalse();
        assertThat(database.nodes().find("n1")).isEmpty();
    }

    @Test
    void savingANodeAgainReplacesIt() {
        database.nodes().save(node("n1", "aa", NOON));

        database.nodes().save(node("n1", "zz", NOON));

        assertThat(database.nodes().all()).containsExactly(node("n1", "zz", NOON));
    }

    @Test
    void twoNodesWithOnePrefixAreRefused() {
        database.nodes().save(node("n1", "aa", NOON));

        assertThatThrownBy(() -> database.nodes().save(node("n2", "aa", NOON))).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("nodes: ");
    }

    @Test
    void nodeOfAnUnknownKindIsLeftOut() throws SQLException {
        database.nodes().save(node("n1", "aa", NOON));
        execute("update provider_nodes set type = 'custom-embedding'");

        assertThat(database.nodes().all()).isEmpty();
    }

    // keys

    @Test
    void keysAreKeptInTheOrderOfTheirCreation() {
        ApiKey later = key("k1", NOON.plusMillis(1));
        ApiKey earlier = key("k2", NOON);
        database.keys().save(later);
        database.keys().save(earlier);

        assertThat(database.keys().all()).containsExactly(earlier, later);
        assertThat(database.keys().find("k1")).contains(later);
        assertThat(database.keys().delete("k1")).isTrue();
        assertThat(database.keys().delete("k1")).isFalse();
    }

    @Test
    void useOfAKeyMovesItsTimeForwardOnly() {
        database.keys().save(key("k1", NOON));

        database.keys().touch(Map.of("k1", NOON.plusSeconds(9), "gone", NOON));
        database.keys().touch(Map.of("k1", NOON.plusSeconds(3)));
        database.keys().save(key("k1", NOON));

        assertThat(database.keys().find("k1").orElseThrow().lastUsedAt()).isEqualTo(NOON.plusSeconds(9));
    }

    // settings

    @Test
    void settingsAreKeptByNamespaceInKeyOrder() {
        database.settings().put(SettingsStore.SETTINGS, "b", "1");
        database.settings().put(SettingsStore.SETTINGS, "B", "2");
        database.settings().put(SettingsStore.SETTINGS, "a", "{\"x\":[true]}");
        database.settings().put(SettingsStore.MODEL_ALIASES, "a", "\"openai/gpt-5\"");
        database.settings().put(SettingsStore.SETTINGS, "b", "3");

        assertThat(database.settings().all(SettingsStore.SETTINGS)).containsExactly(Map.entry("B", "2"),
                Map.entry("a", "{\"x\":[true]}"), Map.entry("b", "3"));
        assertThat(database.settings().remove(SettingsStore.SETTINGS, "a")).isTrue();
        assertThat(database.settings().remove(SettingsStore.SETTINGS, "a")).isFalse();
        assertThat(database.settings().all(SettingsStore.MODEL_ALIASES)).containsOnlyKeys("a");
    }

    // lockouts

    @Test
    void lockoutIsReplacedAndRemoved() {
        var open = new Lockout("203.0.113.7", List.of(NOON, NOON.plusMillis(5)), Optional.empty());
        var locked = new Lockout("203.0.113.7", List.of(NOON), Optional.of(NOON.plusSeconds(900)));
        database.lockouts().save(open);
        reopen();
        assertThat(database.lockouts().all()).containsExactly(open);

        database.lockouts().save(locked);
        assertThat(database.lockouts().all()).containsExactly(locked);

        database.lockouts().remove("203.0.113.7");
        database.lockouts().remove("nobody");
        assertThat(database.lockouts().all()).isEmpty();
    }

    // audit

    @Test
    void auditEventsComeBackNewestFirst() {
        for (int second : new int[]{1, 3, 2}) {
            database.audit().add(event(second));
        }

        assertThat(database.audit().newest(2, 0)).containsExactly(event(3), event(2));
        assertThat(database.audit().newest(2, 2)).containsExactly(event(1));
    }

    private static AuditEvent event(int second) {
        return new AuditEvent(NOON.plusSeconds(second), "provider.create", "admin", "c" + second,
                Map.of("provider", "openai", "count", second), "127.0.0.1", null, "ok");
    }

    // transactions

    @Test
    void storesJoinTheTransactionOfTheirThread() {
        assertThatThrownBy(() -> database.run(() -> {
            database.settings().put("s", "a", "1");
            database.connections().save(connection("c1", "openai", 1));
            assertThat(database.connections().find("c1")).isPresent();
            throw new IllegalStateException("changed my mind");
        })).isInstanceOf(IllegalStateException.class).hasMessage("changed my mind");

        assertThat(database.settings().all("s")).isEmpty();
        assertThat(database.connections().all()).isEmpty();
    }

    @Test
    void innerTransactionIsPartOfTheOuterOne() {
        database.run(() -> {
            String inner = database.call(() -> {
                database.settings().put("s", "a", "1");
                return "done";
            });
            database.settings().put("s", "b", "\"" + inner + "\"");
        });

        assertThat(database.settings().all("s")).containsEntry("a", "1").containsEntry("b", "\"done\"");
    }

    @Test
    void failedPartTakesTheWholeWithItEvenWhenTheCallerGoesOn() {
        assertThatThrownBy(() -> database.run(() -> {
            database.settings().put("s", "a", "1");
            try {
                database.run(() -> {
                    throw new IllegalStateException("inner");
                });
            } catch (IllegalStateException e) {
                database.settings().put("s", "b", "2");
            }
        })).isInstanceOf(StoreException.class);

        assertThat(database.settings().all("s")).isEmpty();
    }

    @Test
    void otherThreadsDoNotSeeAnUnfinishedTransaction() {
        var seen = new AtomicReference<Map<String, String>>();

        database.run(() -> {
            database.settings().put("s", "a", "1");
            join(Thread.ofVirtual().start(() -> seen.set(database.settings().all("s"))));
        });

        assertThat(seen.get()).isEmpty();
        assertThat(database.settings().all("s")).hasSize(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // answers

    @Test
    void keptAnswersComeBackNewestFirstAndExpiredOnesDoNot() throws SQLException {
        KeptAnswer old = answer("a1", NOON);
        KeptAnswer young = answer("b2", NOON.plusSeconds(1));

        database.answers().keep(List.of(old, young, answer("c3", NOON.minus(Duration.ofHours(1)))));

        assertThat(database.answers().newest(9, NOON)).containsExactly(young, old);
        assertThat(database.answers().newest(1, NOON)).containsExactly(young);
        assertThat(database.answers().count()).isEqualTo(3);
        assertThat(text("select response from semantic_cache where signature = 'a1'")).startsWith("enc:v1:")
                .doesNotContain("private");
        assertThat(text("select prompt_hash from semantic_cache where signature = 'a1'")).isEqualTo("a1");
    }

    @Test
    void newerAnswerReplacesTheOlderAndKeepsItsCount() throws SQLException {
        database.answers().keep(List.of(answer("a1", NOON)));
        database.answers().reused(Map.of("a1", 3, "unknown", 1));
        database.answers().reused(Map.of("a1", 2));

        database.answers().keep(List.of(answer("a1", NOON.plusSeconds(5))));

        assertThat(database.answers().newest(9, NOON)).containsExactly(answer("a1", NOON.plusSeconds(5)));
        assertThat(text("select hit_count from semantic_cache")).isEqualTo("5");
    }

    @Test
    void answersVanishWhenTheirTimeIsOverOrSomebodyWantsIt() {
        database.answers().keep(List.of(answer("a1", NOON), answer("b2", NOON.plusSeconds(1))));

        assertThat(database.answers().dropExpired(NOON.plus(Duration.ofHours(1)))).isEqualTo(1);
        assertThat(database.answers().clear()).isEqualTo(1);
        assertThat(database.answers().count()).isZero();
    }

    @Test
    void answerMovedToAnotherRowIsLeftOut() throws SQLException {
        database.answers().keep(List.of(answer("a1", NOON)));

        execute("update semantic_cache set signature = 'b2'");

        assertThat(database.answers().newest(9, NOON)).isEmpty();
    }

    private static KeptAnswer answer(String signature, Instant created) {
        return new KeptAnswer(signature, "p/m", "private", 7, created, created.plus(Duration.ofHours(1)),
                Optional.of("k1"));
    }

    // health

    @Test
    void tokensOfSignedInConnectionsAreSeen() throws SQLException {
        database.connections().save(connection("c1", "openai", 1));
        execute("update provider_connections set auth_type = 'oauth', expires_at = '2026-11-20T12:00:00.000Z',"
                + " last_error_type = 'token_refresh_failed', last_health_check_at = 'yesterday'");
        database.connections().save(connection("c2", "openai", 2));

        assertThat(database.tokens()).containsExactly(new TokenState("c1", "openai",
                Optional.of(connection("c1", "openai", 1).name()), Optional.of(NOON), true, Optional.empty()));
    }

    @Test
    void storageHasASize() {
        assertThat(database.storage().bytes()).isPositive();
        assertThat(database.writable()).isTrue();
    }

    // schema

    @Test
    void secondStartFindsWhatTheFirstOneKept() throws SQLException {
        database.settings().put("s", "a", "1");
        String instance = text("select value from db_meta where key = 'instance_id'");
        String schema = text("select value from db_meta where key = 'omniroute_schema'");

        reopen();

        assertThat(database.settings().all("s")).containsEntry("a", "1");
        assertThat(text("select value from db_meta where key = 'instance_id'")).isEqualTo(instance);
        assertThat(text("select value from db_meta where key = 'omniroute_schema'")).isEqualTo(schema);
        assertThat(text("select value from db_meta where key = 'schema_version'")).isEqualTo("1");
    }

    @Test
    void newerSchemaIsRefused() throws SQLException {
        execute("update db_meta set value = '99' where key = 'omniroute_schema'");
        database.close();

        assertThatThrownBy(() -> Database.open(settings(), SECRETS)).isInstanceOf(DatabaseUnusableException.class)
                .hasMessageContaining("schema 99").hasMessageContaining("newer program");
    }

    @Test
    void healthyMeansThatTheDatabaseAnswers() {
        assertThat(database.healthy()).isTrue();

        database.close();

        assertThat(database.healthy()).isFalse();
    }

    // usage

    @Test
    void bookedEntryComesBackWhole() {
        UsageEntry entry = usage(NOON.plusMillis(123), "openai", "gpt-5");
        UsageEntry failed = failure(NOON.plusMillis(124), 503, "no_route");

        book(entry, failed);

        var newest = database.usage().newest(0, 10);
        assertThat(newest).extracting(record -> record.entry()).containsExactly(failed, entry);
        assertThat(database.usage().newest(newest.getFirst().id(), 10)).containsExactly(newest.getLast());
        assertThat(database.usage().newest(0, 1)).containsExactly(newest.getFirst());
    }

    @Test
    void totalsCountFromTheGivenMomentOn() {
        book(usage(NOON.minusMillis(1), "openai", "gpt-5"), usage(NOON, "openai", "gpt-5"),
                usage(NOON.plusMillis(1), "openai", "gpt-5"), usage(NOON.plusSeconds(1), "openai", "gpt-5"));

        assertThat(database.usage().totals(NOON)).isEqualTo(new UsageTotals(3, 300, 60, new BigDecimal("0.3")));
        assertThat(database.usage().totals(NOON.plusSeconds(9))).isEqualTo(UsageTotals.NONE);
    }

    @Test
    void totalsAreGrouped() {
        book(usage(NOON, "openai", "gpt-5"), usage(NOON, "openai", "o9"), usage(NOON, "groq", "gpt-5"),
                failure(NOON, 401, null));

        assertThat(groups(UsageGroup.By.PROVIDER)).containsExactly("openai=openai:2", "=:1", "groq=groq:1");
        assertThat(groups(UsageGroup.By.MODEL)).containsExactlyInAnyOrder("gpt-5 ()=gpt-5 ():1",
                "gpt-5 (openai)=gpt-5 (openai):1", "o9 (openai)=o9 (openai):1", "gpt-5 (groq)=gpt-5 (groq):1");
        assertThat(groups(UsageGroup.By.ACCOUNT)).containsExactly("c1=first account:3", "=:1");
        assertThat(groups(UsageGroup.By.API_KEY)).containsExactly("k1=key one:3", "=:1");
    }

    @Test
    void everyMinuteHasItsTotal() {
        Instant now = NOON.plusSeconds(30);
        book(usage(NOON.minusSeconds(121), "a", "m"), usage(NOON.minusSeconds(120), "a", "m"),
                usage(NOON.plusSeconds(59), "a", "m"), usage(NOON, "a", "m"), usage(NOON.plusSeconds(60), "a", "m"));

        assertThat(database.usage().perMinute(now, 3)).extracting(UsageTotals::requests).containsExactly(1L, 0L, 2L);
    }

    private List<String> groups(UsageGroup.By by) {
        return database.usage().totalsBy(by, NOON).stream()
                .map(group -> group.key() + "=" + group.label() + ":" + group.totals().requests()).toList();
    }

    private void book(UsageEntry... entries) {
        try (var writer = new UsageWriter(database, dataDir)) {
            Arrays.stream(entries).forEach(writer::add);
        }
    }

    @Test
    void everyEntryOfManyThreadsArrives() {
        try (var writer = new UsageWriter(database, dataDir)) {
            IntStream.range(0, 10_000).parallel().forEach(i -> writer.add(usage(NOON.plusMillis(i), "p", "m")));
        }

        assertThat(database.usage().totals(NOON).requests()).isEqualTo(10_000);
    }

    @Test
    void entryIsBookedSoonWithoutClosing() {
        database.keys().save(key("k1", NOON));
        try (var writer = new UsageWriter(database, dataDir)) {
            writer.add(usage(NOON, "p", "m"));

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(database.usage().totals(NOON).requests()).isEqualTo(1));
            assertThat(database.keys().find("k1").orElseThrow().lastUsedAt()).isEqualTo(NOON);
        }
    }

    @Test
    void textNoDatabaseTakesDoesNotHoldUpTheOthers() {
        book(usage(NOON, "p", "m\0x"), usage(NOON, "p", "m"));

        assertThat(database.usage().totals(NOON).requests()).isEqualTo(2);
    }

    // sums of days

    @Test
    void sumsOfDaysAreThoseOfTheBookedRequests() {
        var random = new Random(40);
        List<UsageEntry> entries = IntStream.range(0, 3_000).mapToObj(i -> Samples.random(random)).toList();

        try (var writer = new UsageWriter(database, dataDir)) {
            entries.forEach(writer::add);
        }

        Oracle oracle = new Oracle(entries);
        UsageReports reports = database.reports();
        LocalDate from = LocalDate.of(2026, 11, 3);
        LocalDate to = LocalDate.of(2026, 11, 17);
        assertThat(reports.perDay(from, to)).isEqualTo(oracle.perDay(from, to));
        for (UsageGroup.By by : UsageGroup.By.values()) {
            assertThat(reports.by(by, from, to)).as(by.name())
                    .containsExactlyInAnyOrderElementsOf(oracle.by(by, from, to));
        }
        assertThat(reports.perDayAndModel(from, to)).isEqualTo(oracle.perDayAndModel(from, to));
    }

    @Test
    void sumsOfDaysAreMadeForWhatAnOlderProgramBooked() throws SQLException {
        book(usage(NOON, "openai", "gpt-5"), usage(NOON, "openai", "o9"), failure(NOON, 401, null));
        List<UsageSum> kept = database.reports().by(UsageGroup.By.MODEL, LocalDate.EPOCH, LocalDate.MAX);
        execute("delete from usage_daily");

        SqlScript script = SqlScript.read(folder(), "V003__money.sql");
        for (String sql : script.statements()) {
            if (sql.startsWith("insert into usage_daily")) {
                execute(sql);
            }
        }

        assertThat(database.reports().by(UsageGroup.By.MODEL, LocalDate.EPOCH, LocalDate.MAX)).isEqualTo(kept);
        assertThat(database.reports().by(UsageGroup.By.ACCOUNT, LocalDate.EPOCH, LocalDate.MAX)).hasSize(2);
    }

    /** Folder of this database's scripts. */
    abstract String folder();

    // budgets and the ledger

    @Test
    void budgetsComeBackAsTheyWereSaved() {
        Budget budget = new Budget("k1", new BigDecimal("1.5"), BigDecimal.ZERO, new BigDecimal("50"),
                new BigDecimal("0.8"));

        database.budgets().save(Budget.none("k1"));
        database.budgets().save(budget);

        assertThat(database.budgets().all()).containsExactly(budget);
        assertThat(database.budgets().delete("k1")).isTrue();
        assertThat(database.budgets().delete("k1")).isFalse();
    }

    @Test
    void oneAttemptIsBookedOnce() {
        CostEntry line = new CostEntry("a1", "k1", new BigDecimal("0.25"), NOON);
        CostEntry other = new CostEntry("a2", "k1", new BigDecimal("0.5"), NOON.plusMillis(1));

        for (int start = 0; start < 2; start++) {
            try (var writer = new UsageWriter(database, dataDir)) {
                Stream.of(line, line, other).forEach(writer::add);
            }
        }

        assertThat(lines(NOON)).containsExactlyInAnyOrder(line, other);
        assertThat(lines(NOON.plusMillis(1))).containsExactly(other);
    }

    private List<CostEntry> lines(Instant since) {
        List<CostEntry> lines = new ArrayList<>();
        database.ledger().since(since, lines::add);
        return lines;
    }

    // the call log

    @Test
    void callsComeBackWithTheirTraceAndBodies() {
        CallEntry entry = Samples.call(NOON, 200, "gpt-5", "{\"a\":1}".getBytes(UTF_8));
        log(Payloads.TRUNCATED, entry);

        LoggedCall line = database.calls(dataDir).find(everything(10)).getFirst();
        LoggedCall.WithBodies found = database.calls(dataDir).find(line.id()).orElseThrow();

        assertThat(line.hasRequestBody()).isTrue();
        assertThat(line.hasResponseBody()).isFalse();
        assertThat(found.call().entry()).isEqualTo(entry.withoutBodies());
        assertThat(found.requestBody()).isEqualTo("{\"a\":1}");
        assertThat(database.calls(dataDir).find("nobody")).isEmpty();
    }

    @Test
    void longBodiesAreCutUnlessFilesKeepThem() {
        byte[] body = "x".repeat(9_000).getBytes(UTF_8);
        log(Payloads.TRUNCATED, Samples.call(NOON, 200, "cut", body));
        log(Payloads.FULL, Samples.call(NOON, 200, "whole", body));
        log(Payloads.NONE, Samples.call(NOON, 200, "none", body));

        assertThat(requestBody("cut")).startsWith("{\"_truncated\":true,\"_originalSize\":9000,\"_preview\":\"xx");
        assertThat(requestBody("whole")).isEqualTo("x".repeat(9_000));
        assertThat(requestBody("none")).isNull();
    }

    private String requestBody(String model) {
        String id = database.calls(dataDir).find(everything(10)).stream()
                .filter(call -> call.entry().served().model().equals(model)).findFirst().orElseThrow().id();
        return database.calls(dataDir).find(id).orElseThrow().requestBody();
    }

    @Test
    void pagesOfCallsNeitherRepeatNorSkipWhileNewOnesComeIn() {
        IntStream.range(0, 25)
                .forEach(i -> log(Payloads.NONE, Samples.call(NOON.plusMillis(i / 3), 200, "m" + i, null)));
        List<String> seen = new ArrayList<>();
        Optional<String> before = Optional.empty();
        do {
            List<LoggedCall> page = database.calls(dataDir).find(query(null, null, new CallQuery.Page(before, 4, 0)));
            page.forEach(call -> seen.add(call.entry().served().model()));
            before = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().id());
            log(Payloads.NONE, Samples.call(NOON.plusSeconds(60), 200, "new", null));
        } while (before.isPresent());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 25).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void callsAreFoundByTheirCriteria() {
        log(Payloads.NONE, Samples.call(NOON, 200, "gpt-5", null), Samples.call(NOON, 502, "gpt-5", null),
                Samples.call(NOON, 200, "o9_%", null));

        assertThat(database.calls(dataDir).find(query("error", null, new CallQuery.Page(Optional.empty(), 9, 0))))
                .hasSize(1);
        assertThat(database.calls(dataDir).find(query("ok", null, new CallQuery.Page(Optional.empty(), 9, 0))))
                .hasSize(2);
        assertThat(database.calls(dataDir).find(query("502", "GPT", new CallQuery.Page(Optional.empty(), 9, 0))))
                .hasSize(1);
        assertThat(database.calls(dataDir).find(query(null, "_%", new CallQuery.Page(Optional.empty(), 9, 0))))
                .hasSize(1);
        assertThat(database.calls(dataDir).find(query(null, null, new CallQuery.Page(Optional.empty(), 9, 2))))
                .hasSize(1);
    }

    @Test
    void noMoreCallsAreKeptThanMayBe() {
        try (var writer = new CallWriter(database, dataDir, 50, () -> LogSettings.DEFAULTS, new Random(-1))) {
            IntStream.range(0, 2_000).forEach(i -> writer.add(Samples.call(NOON.plusMillis(i), 200, "m" + i, null)));
        }
        log(Payloads.NONE, Samples.call(NOON.plusSeconds(9), 200, "last", null));

        List<LoggedCall> kept = database.calls(dataDir).find(everything(1_000));
        assertThat(kept).hasSizeLessThanOrEqualTo(51);
        assertThat(kept.getFirst().entry().served().model()).isEqualTo("last");
    }

    private static CallQuery everything(int limit) {
        return query(null, null, new CallQuery.Page(Optional.empty(), limit, 0));
    }

    private static CallQuery query(String status, String search, CallQuery.Page page) {
        return new CallQuery(Optional.ofNullable(status), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.ofNullable(search), Optional.empty(), Optional.empty(),
                page);
    }

    private int logged;

    private void log(Payloads payloads, CallEntry... entries) {
        try (var writer = new CallWriter(database, dataDir, 50, () -> new LogSettings(90, payloads),
                new Random(logged++))) {
            Stream.of(entries).forEach(writer::add);
        }
    }

    @Test
    void usesOfProxiesAreFoundAndCleared() throws SQLException {
        execute("insert into proxy_logs (id, timestamp, status, proxy_type, proxy_host, proxy_port, level, provider)"
                + " values ('p1', '2026-11-20T12:00:00.000Z', 'error', 'http', 'proxy.example', 8080, 'global', 'groq')");
        execute("insert into proxy_logs (id, timestamp, status) values ('p2', '2026-11-20T12:00:01.000Z', 'success')");

        assertThat(proxies(Optional.empty(), Optional.empty())).extracting(ProxyCall::id).containsExactly("p2", "p1");
        assertThat(proxies(Optional.of("error"), Optional.of("Example"))).singleElement()
                .satisfies(
                        call -> assertThat(call.proxy()).isEqualTo(new ProxyCall.Proxy("http", "proxy.example", 8080)));
        database.proxyLog().clear();
        assertThat(proxies(Optional.empty(), Optional.empty())).isEmpty();
    }

    private List<ProxyCall> proxies(Optional<String> status, Optional<String> search) {
        return database.proxyLog().find(new ProxyLog.Query(status, Optional.empty(), Optional.empty(),
                Optional.empty(), search, 10));
    }

    // retention

    @Test
    void onlyWhatIsTooOldIsCleared() {
        book(usage(NOON.minusSeconds(1), "p", "old"), usage(NOON, "p", "young"));
        log(Payloads.NONE, Samples.call(NOON.minusSeconds(1), 200, "old", null),
                Samples.call(NOON, 200, "young", null));
        Attic attic = database.attic(dataDir);

        assertThat(attic.clear(Kept.USAGE, NOON)).isEqualTo(1);
        assertThat(attic.clear(Kept.USAGE, NOON)).isZero();
        assertThat(attic.clear(Kept.CALLS, NOON)).isEqualTo(1);
        assertThat(attic.clear(Kept.AUDIT, NOON)).isZero();
        assertThat(attic.clear(Kept.COSTS, NOON)).isZero();
        assertThat(attic.clear(Kept.CALL_FILES, NOON)).isZero();
        assertThat(attic.clear(Kept.DAILY_SUMS, NOON)).isZero();

        assertThat(database.usage().newest(0, 10)).extracting(it -> it.entry().model()).containsExactly("young");
        assertThat(database.calls(dataDir).find(everything(10))).hasSize(1);
    }

    // past the stores

    void execute(String sql) throws SQLException {
        try (var connection = rawConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String query) throws SQLException {
        try (var connection = rawConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
