package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Retry;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.resilience.RateLimit;
import io.omniroute.domain.resilience.Shown;
import io.omniroute.resilience.AccountWatch;
import io.omniroute.resilience.Admission;
import io.omniroute.resilience.Affinity;
import io.omniroute.resilience.Journey;
import io.omniroute.resilience.Patience;
import io.omniroute.resilience.SnapshotTerms;
import io.omniroute.resilience.Standing;
import io.omniroute.resilience.Target;
import io.omniroute.resilience.Timepiece;
import io.omniroute.resilience.Upstreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResilienceAdminTest {
    private static final Map<String, Object> WHOLE = Map.of("transientCooldown", 7_000, "rateLimitCooldown", 0,
            "maxBackoffLevel", 4, "circuitBreakerThreshold", 2, "circuitBreakerReset", 9_000);
    @TempDir
    Path data;
    private Office office;
    private Upstreams upstreams;
    private Affinity affinity;
    private SnapshotTerms terms;
    private ResilienceAdmin resilience;
    private RateLimitAdmin limits;
    private Connection main;

    @BeforeEach
    void open() {
        office = new Office(data);
        terms = new SnapshotTerms(office.snapshots, new Catalog(List.of(), Map.of(), Retry.NONE));
        upstreams = new Upstreams(Timepiece.system(), terms, Duration.ofMinutes(30), turn -> {});
        affinity = new Affinity(Timepiece.system());
        office.snapshots.watch(new AccountWatch(upstreams));
        resilience = new ResilienceAdmin(office.stores.settings(), office.snapshots, upstreams, affinity, office.json,
                office.desk);
        limits = new RateLimitAdmin(office.stores.connections(), office.snapshots, upstreams, office.desk);
        main = office.connection("openai", "main");
    }

    @Test
    void changedProfileIsInForceAtOnceAndLeavesTheOthers() {
        resilience.change(form("profiles", Map.of("apikey", WHOLE)), ADMIN);
        resilience.change(form("profiles", Map.of("overrides", Map.of("groq", WHOLE))), ADMIN);
        resilience.change(form("profiles", Map.of("overrides", Map.of("other", WHOLE))), ADMIN);

        assertThat(terms.profile("openai").breakerThreshold()).isEqualTo(2);
        assertThat(terms.profile("groq").transientCooldown()).isEqualTo(Duration.ofSeconds(7));
        assertThat(resilience.settings().profiles().overrides()).containsOnlyKeys("groq", "other");
        assertThat(resilience.settings().profiles().oauth().breakerThreshold()).isEqualTo(3);
        assertThat(office.actions()).endsWith("resilience.update");
    }

    @Test
    void changedLimitsAreInForceAtOnce() {
        resilience.change(form("defaults", Map.of("requestsPerMinute", 5)), ADMIN);
        resilience.change(form("defaults", Map.of("concurrentRequests", 2)), ADMIN);

        assertThat(terms.limit(main.id())).isEqualTo(new RateLimit(5, Duration.ZERO, 2));
    }

    @Test
    void unknownNamesMissingFieldsAndWrongNumbersAreRefused() {
        refused(form("profiles", Map.of("strange", WHOLE)), "is no profile");
        refused(form("profiles", Map.of("oauth", Map.of("transientCooldown", 1))), "Invalid request");
        refused(form("profiles", Map.of("oauth", 7)), "Invalid request");
        refused(form("profiles", Map.of("overrides", 7)), "must be an object");
        refused(form("profiles", "x"), "must be an object");
        refused(form("defaults", Map.of("requestsPerMinute", -1)), "must be a whole number from 0 to 1000000");
        refused(form("defaults", Map.of("requestsPerMinute", "many")), "must be a whole number from 0 to 1000000");
        refused(form("defaults", Map.of("burst", 1)), "is no such field");
    }

    private void refused(Form form, String message) {
        int commits = office.commits;
        assertThatThrownBy(() -> resilience.change(form, ADMIN)).isInstanceOf(RefusedException.class)
                .hasMessage(message);
        assertThat(office.commits).isEqualTo(commits);
    }

    @Test
    void tryNowEndsTheRestOfOneAccount() {
        Connection other = office.connection("groq", "other");
        fail(main);
        fail(other);

        assertThat(resilience.reset(form("connectionId", main.id()), ADMIN)).isEqualTo(new Shown.Reset(0, 1, 0));
        assertThat(standing(main).ready()).isTrue();
        assertThat(standing(other).ready()).isFalse();
        assertThat(office.actions()).endsWith("resilience.reset");
        assertThatThrownBy(() -> resilience.reset(form("connectionId", "nobody"), ADMIN))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void resetOfAllEndsEverything() {
        Connection other = office.connection("groq", "other");
        fail(main);
        fail(other);
        upstreams.modelUnavailable("groq", "m", 429);

        assertThat(resilience.reset(form(), ADMIN)).isEqualTo(new Shown.Reset(0, 2, 1));
        assertThat(standing(main).ready()).isTrue();
        assertThat(standing(other).ready()).isTrue();
    }

    @Test
    void modelsAreFreedOneByOneOrAll() {
        upstreams.modelUnavailable("groq", "a", 429);
        upstreams.modelUnavailable("groq", "b", 503);

        assertThat(resilience.clearModels(form("action", "clearCooldown", "provider", "groq", "model", "a"), ADMIN))
                .isEqualTo(1);
        assertThat(resilience.gaps()).extracting(Shown.Gap::model).containsExactly("b");
        assertThat(resilience.clearModels(form("action", "clearAll"), ADMIN)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "clearCooldown", "explode"})
    void unclearClearingIsRefused(String action) {
        assertThatThrownBy(() -> resilience.clearModels(form("action", action), ADMIN))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void protectionHoldsToTheSuggestedLimits() {
        limits.protect(form("connectionId", main.id(), "enabled", true), ADMIN);
        assertThat(terms.limit(main.id())).isEqualTo(RateLimit.SUGGESTED);
        assertThat(limits.all()).singleElement().satisfies(it -> {
            assertThat(it.connection().rateLimitProtection()).isTrue();
            assertThat(it.flow().active()).isTrue();
        });

        limits.protect(form("connectionId", main.id(), "enabled", false), ADMIN);
        assertThat(terms.limit(main.id())).isEqualTo(RateLimit.NONE);
        assertThatThrownBy(() -> limits.protect(form("connectionId", main.id()), ADMIN))
                .isInstanceOf(RefusedException.class).hasMessage("enabled is required");
        assertThatThrownBy(() -> limits.protect(form("connectionId", "nobody", "enabled", true), ADMIN))
                .isInstanceOf(RefusedException.class).hasMessage("Connection not found");
    }

    @Test
    void newKeyAndGoodTestEndARestButAnEditOfTheNameDoesNot() {
        fail(main);
        office.connectionAdmin.update(main.id(), form("name", "renamed"), ADMIN);
        assertThat(standing(main).ready()).isFalse();

        office.connectionAdmin.update(main.id(), form("apiKey", "sk-another-key"), ADMIN);
        assertThat(standing(main).ready()).isTrue();

        fail(main);
        office.connectionAdmin.test(main.id(), ADMIN);
        assertThat(standing(main).ready()).isTrue();
    }

    @Test
    void conversationsAreShown() {
        affinity.touch("s1");
        affinity.bind("s1", "openai", main.id());

        assertThat(resilience.sessions()).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo("s1");
            assertThat(it.connectionId()).contains(main.id());
            assertThat(it.requests()).isEqualTo(1);
        });
    }

    private static Target target(Connection connection) {
        return new Target(connection.provider(), connection.id(), "m");
    }

    private Standing standing(Connection connection) {
        return upstreams.standing(target(connection));
    }

    private void fail(Connection connection) {
        Target target = target(connection);
        try (Journey journey = upstreams.journey()) {
            ((Admission.Admitted) journey.admit(target, Patience.NONE)).permit()
                    .failed(upstreams.judge(target, new Failure.Unreachable("refused")), Map.of());
        }
    }
}
