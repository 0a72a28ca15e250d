package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.omniroute.domain.connection.AuthType;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ConnectionHealth;
import io.omniroute.domain.connection.ProviderNode;

class ConnectionAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @Test
    void aliasOfTheProviderBecomesItsIdAndTheKeyIsSealed() {
        Connection made = office.connection("gq", "main");

        assertThat(made.provider()).isEqualTo("groq");
        assertThat(made.apiKey().value()).startsWith("enc:v1:" + made.id());
        assertThat(office.snapshots.get().activeConnections("groq")).containsExactly(made);
    }

    @Test
    void sameProviderAndNameIsUpdated() {
        Connection first = office.connection("openai", "main");
        office.finding = new Probe(false, "upstream_auth_error", "upstream", "no", null, 401, Duration.ZERO);
        office.connectionAdmin.test(first.id(), ADMIN);

        Connection second = office.connectionAdmin
                .create(form("provider", "openai", "apiKey", "sk-other", "name", "main"), ADMIN);

        assertThat(office.connections).hasSize(1);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.apiKey()).isNotEqualTo(first.apiKey());
        assertThat(second.health().testStatus()).isEqualTo(ConnectionHealth.UNKNOWN);
        assertThat(office.actions()).endsWith("provider.update");
    }

    @Test
    void prioritiesAreCountedFromOneAfterEveryChange() {
        Connection a = office.connection("openai", "a");
        office.connection("openai", "b");
        Connection c = office.connection("openai", "c");
        assertThat(order()).containsExactly("a1", "b2", "c3");

        office.connectionAdmin.update(c.id(), form("priority", 1), ADMIN);
        assertThat(order()).containsExactly("c1", "a2", "b3");

        office.connectionAdmin.update(c.id(), form("priority", 2), ADMIN);
        assertThat(order()).containsExactly("a1", "c2", "b3");

        office.connectionAdmin.delete(a.id(), ADMIN);
        assertThat(order()).containsExactly("c1", "b2");
    }

    private List<String> order() {
        return office.connectionAdmin.all().stream().map(c -> c.name() + c.priority()).toList();
    }

    @ParameterizedTest
    @CsvSource({"provider,'',Invalid provider", "provider,nobody,Invalid provider", "apiKey,'',API Key is required",
            "name,'',Name is required", "priority,0,must be a whole number from 1 to 100"})
    void wrongFieldIsNamed(String field, Object value, String message) {
        var values = new java.util.HashMap<String, Object>(Map.of("provider", "openai", "apiKey", "k", "name", "n"));
        values.put(field, value);

        assertThatThrownBy(() -> office.connectionAdmin.create(Form.of(values), ADMIN)).isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.refusal().details()).containsExactly(new FieldError(field, message)));
    }

    @Test
    void textsHaveTheirLimits() {
        Form tooLong = form("provider", "openai", "apiKey", "k".repeat(10_001), "name", "n".repeat(201));

        assertThatThrownBy(() -> office.connectionAdmin.create(tooLong, ADMIN)).isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.refusal().details()).extracting(FieldError::field).containsExactly("apiKey", "name"));
    }

    @Test
    void missingNodeIsNotFound() {
        assertThatThrownBy(() -> office.connection("openai-compatible-chat-gone", "main")).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void nodeTakesOneConnectionUnlessSeveralAreAllowed() {
        ProviderNode node = office.node("mo");
        office.connection(node.id(), "one");

        assertThatThrownBy(() -> office.connection(node.id(), "two")).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.CONFLICT));

        var generous = new Office(new AdminSettings(Path.of("unused"), true, true, false));
        ProviderNode other = generous.node("mo");
        generous.connection(other.id(), "one");
        assertThat(generous.connection(other.id(), "two").priority()).isEqualTo(2);
    }

    @Test
    void ownBaseUrlPassesTheGuardAndLosesItsSlash() {
        Connection made = office.connectionAdmin.create(form("provider", "openai", "apiKey", "k", "name", "n",
                "providerSpecificData", Map.of("baseUrl", "http://127.0.0.1:9/v1/")), ADMIN);

        assertThat(made.baseUrl()).contains("http://127.0.0.1:9/v1");
        Form blocked = form("providerSpecificData", Map.of("baseUrl", "http://169.254.0.1/"));
        assertThatThrownBy(() -> office.connectionAdmin.update(made.id(), blocked, ADMIN)).isInstanceOfSatisfying(
                RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo("url_guard_blocked"));
        assertThat(office.connectionAdmin.find(made.id()).baseUrl()).contains("http://127.0.0.1:9/v1");
    }

    @Test
    void settingsNotSentStayAndNullRemovesOne() {
        Connection made = office.connectionAdmin.create(form("provider", "openai", "apiKey", "k", "name", "n",
                "providerSpecificData", Map.of("region", "eu", "clientSecret", "shh")), ADMIN);
        var change = new java.util.HashMap<String, Object>();
        change.put("region", null);
        change.put("tier", "gold");

        Connection changed = office.connectionAdmin.update(made.id(), form("providerSpecificData", change), ADMIN);

        assertThat(changed.data().values()).containsOnlyKeys("clientSecret", "tier");
    }

    @Test
    void subscriptionNeedsAcceptedTerms() {
        assertThatThrownBy(() -> office.connection("freebie", "me")).isInstanceOfSatisfying(RefusedException.class,
                e -> {
                    assertThat(e.refusal().code()).isEqualTo("terms_not_accepted");
                    assertThat(e.refusal().extra()).containsKey("notice");
                });
        assertThat(office.connections).isEmpty();

        Connection made = office.connectionAdmin
                .create(form("provider", "freebie", "apiKey", "k", "name", "me", "acceptTerms", true), ADMIN);

        assertThat(made.data().text("termsAcceptedAt")).contains(Office.START.toString());
        assertThat(office.actions()).containsExactly("provider.create", "connector.terms.accept");
    }

    @Test
    void pastedTokenOfASubscriptionIsKeptWithoutAName() {
        Form pasted = form("provider", "claude", "apiKey", "token", "acceptTerms", true);

        Connection made = office.connectionAdmin.create(pasted, ADMIN);

        assertThat(made.authType()).isEqualTo(AuthType.OAUTH);
        assertThat(made.name()).isEqualTo("Account 1");
    }

    @Test
    void subscriptionOfTheSameMailAddressIsUpdated() {
        Connection first = office.connectionAdmin.create(form("provider", "claude", "apiKey", "token-1", "email",
                "a@example.org", "acceptTerms", true), ADMIN);

        Connection again = office.connectionAdmin.create(form("provider", "claude", "apiKey", "token-2", "name",
                "other", "email", "a@example.org", "acceptTerms", true), ADMIN);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.name()).isEqualTo("a@example.org");
        assertThat(office.connections).hasSize(1);
    }

    @Test
    void testKeepsWhatItFound() {
        Connection made = office.connection("openai", "main");
        office.finding = new Probe(false, "upstream_rate_limited", "upstream", "slow down", null, 429, Duration.ZERO);

        office.connectionAdmin.test(made.id(), ADMIN);

        ConnectionHealth failed = office.snapshots.get().connections().getFirst().health();
        assertThat(failed).isEqualTo(new ConnectionHealth("error", Office.START, "slow down", Office.START,
                "upstream_rate_limited", "upstream", "429"));
        office.finding = new Probe(true, "ok", "upstream", null, null, 200, Duration.ZERO);
        office.connectionAdmin.test(made.id(), ADMIN);
        assertThat(office.connectionAdmin.find(made.id()).health()).isEqualTo(ConnectionHealth.active(Office.START));
    }

    @Test
    void validationThatIsNotSupportedIsABadRequest() {
        office.finding = new Probe(false, Probe.UNSUPPORTED, "validation", null, null, null, Duration.ZERO);

        assertThatThrownBy(() -> office.connectionAdmin.validate(form("provider", "openai", "apiKey", "k"), ADMIN))
                .isInstanceOf(RefusedException.class).hasMessage("Provider validation not supported");
    }

    @Test
    void echoedCredentialIsHidden() {
        office.finding = new Probe(false, "upstream_auth_error", "upstream", "bad key sk-CANARY-1", null, 401,
                Duration.ZERO);

        Probe probe = office.connectionAdmin.validate(form("provider", "openai", "apiKey", "sk-CANARY-1"), ADMIN);

        assertThat(probe.message()).isEqualTo("bad key ••••");
    }
}
