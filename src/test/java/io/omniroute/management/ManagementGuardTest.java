package io.omniroute.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.omniroute.admin.Office;

class ManagementGuardTest {
    private static final String PASSWORD = "a good password";
    private static final String CHANGE = "{\"name\":\"new\"}";
    @TempDir
    Path data;
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(data);
        door.office.loginAdmin.ensureFirstPassword(Optional.of(PASSWORD));
    }

    private void withoutLogin() {
        door.office.settingsAdmin.change(Office.form("requireLogin", false), Office.ADMIN);
    }

    private String managing(boolean manage) {
        return door.office.keyAdmin.create(Office.form("name", "script", "manage", manage), Office.ADMIN).fullKey();
    }

    @ParameterizedTest
    @CsvSource({"GET,/settings", "GET,/providers", "POST,/providers", "GET,/providers/x", "PUT,/providers/x",
            "POST,/providers/x/test", "POST,/providers/validate", "GET,/provider-nodes",
            "POST,/provider-nodes/validate",
            "GET,/provider-models", "GET,/models", "GET,/models/catalog", "GET,/models/alias", "GET,/keys",
            "POST,/keys",
            "GET,/usage/history", "GET,/usage/stats", "GET,/usage/logs", "GET,/telemetry/summary",
            "GET,/compliance/audit-log", "POST,/auth/logout", "POST,/settings/require-login", "PATCH,/settings"})
    void strangerIsAskedToLogIn(String method, String path) {
        Door.Answer answer = door.call(method, path).send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo(
                "{\"error\":{\"message\":\"Authentication required\",\"type\":\"invalid_request\"},\"requestId\":\"req-7\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/status", "/settings/require-login", "/init", "/monitoring/health"})
    void fewPathsAreOpen(String path) {
        assertThat(door.call("GET", path).from("203.0.113.9").send().status()).isEqualTo(200);
    }

    @Test
    void strangerLearnsNothingButTheStateFromHealth() {
        assertThat(door.call("GET", "/monitoring/health").send().text()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(door.asAdmin("GET", "/monitoring/health").send().json().at("/system/version").asText())
                .isEqualTo("1.0.0");
    }

    @Test
    void sessionEndsAfterADayAndIsRenewedInTheSecondHalf() {
        String token = door.office.session().token();

        assertThat(door.call("GET", "/keys").cookie(token).send().headers("Set-Cookie")).isEmpty();
        door.office.clock.forward(Duration.ofHours(13));
        assertThat(door.call("GET", "/keys").cookie(token).send().headers("Set-Cookie")).hasSize(1);
        door.office.clock.forward(Duration.ofHours(12));
        assertThat(door.call("GET", "/keys").cookie(token).send().status()).isEqualTo(401);
    }

    @Test
    void renewedSessionEndsWithTheLogoutOfTheOriginal() {
        String token = door.office.session().token();
        door.office.clock.forward(Duration.ofHours(13));
        String cookie = door.call("GET", "/keys").cookie(token).send().headers("Set-Cookie").getFirst();
        String renewed = cookie.substring("auth_token=".length(), cookie.indexOf(';'));
        assertThat(door.call("GET", "/keys").cookie(renewed).send().status()).isEqualTo(200);

        door.office.loginAdmin.logout(Office.ADMIN);

        assertThat(door.call("GET", "/keys").cookie(renewed).send().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"true,200", "false,401"})
    void keyNeedsTheManageFlag(boolean manage, int status) {
        assertThat(door.call("GET", "/keys").with("Authorization", "Bearer " + managing(manage)).send().status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"isActive", "expiresAt"})
    void revokedKeyManagesNothing(String by) {
        String key = managing(true);
        String id = door.office.keys.keySet().iterator().next();
        Object value = by.equals("isActive") ? false : Office.START.toString();
        door.office.keyAdmin.update(id, Office.form(by, value), Office.ADMIN);

        assertThat(door.call("GET", "/keys").with("Authorization", "Bearer " + key).send().status()).isEqualTo(401);
    }

    @Test
    void scriptMaySendAFormTypeAndNoOrigin() {
        Door.Answer answer = door.call("POST", "/keys").with("Authorization", "Bearer " + managing(true))
                .with("Content-Type", "application/x-www-form-urlencoded").body(CHANGE).send();

        assertThat(answer.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,200", "0:0:0:0:0:0:0:1,200", "203.0.113.9,401"})
    void withoutLoginOnlyThisMachineIsLetIn(String peer, int status) {
        withoutLogin();

        assertThat(door.call("GET", "/keys").from(peer).send().status()).isEqualTo(status);
    }

    @Test
    void forwardedCallIsNotFromThisMachine() {
        withoutLogin();

        assertThat(door.call("GET", "/keys").with("X-Forwarded-For", "203.0.113.9").send().status()).isEqualTo(401);
    }

    @Test
    void networkIsLetInWhereThatIsConfigured() {
        door = new Door(data, new GuardSettings(true, false, Set.of(), Duration.ofHours(24)));
        withoutLogin();

        assertThat(door.call("GET", "/keys").from("203.0.113.9").send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"localhost:20128,200", "app.localhost,200", "127.0.0.1:20128,200", "[::1]:20128,200",
            "gateway.example.org,200", "rebound.example.net:20128,403", "localhost.example.net,403"})
    void withoutLoginTheHostHasToBeOurs(String host, int status) {
        withoutLogin();

        assertThat(door.call("GET", "/keys").with("Host", host).send().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"Origin,http://localhost:20128,201", "Referer,http://localhost:20128/console/keys.xhtml,201",
            "Sec-Fetch-Site,same-origin,201", "Origin,http://localhost:3000,403", "Origin,https://evil.example.net,403",
            "Origin,null,403", "Sec-Fetch-Site,cross-site,403", "Sec-Fetch-Site,same-site,403", "X-Other,1,403"})
    void cookieNeedsProofOfItsPage(String header, String value, int status) {
        Door.Answer answer = door.call("POST", "/keys").cookie(door.office.session().token())
                .with("Content-Type", "application/json").with(header, value).body(CHANGE).send();

        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"X-Other,1,201", "Origin,http://localhost:20128,201", "Origin,https://evil.example.net,403",
            "Sec-Fetch-Site,cross-site,403"})
    void withoutLoginACallOfNoBrowserPasses(String header, String value, int status) {
        withoutLogin();

        assertThat(door.call("POST", "/keys").with(header, value).body(CHANGE).send().status()).isEqualTo(status);
    }

    @Test
    void foreignPageCannotLogInNorLockTheAdministratorOut() {
        Door.Answer answer = door.call("POST", "/auth/login").with("Origin", "https://evil.example.net")
                .body("{\"password\":\"" + PASSWORD + "\"}").send();

        assertThat(answer.status()).isEqualTo(403);
        assertThat(door.office.failures).isEmpty();
    }

    @Test
    void strangerLearnsNothingOfRoutesThatDoNotExist() {
        for (String path : List.of("/nothing", "/keys/x/y", "/auth/login/x")) {
            assertThat(door.call("GET", path).send().status()).isEqualTo(401);
            assertThat(door.asAdmin("GET", path).send().status()).isEqualTo(404);
        }
        assertThat(door.call("PUT", "/keys").send().status()).isEqualTo(401);
        assertThat(door.asAdmin("PUT", "/keys").send().status()).isEqualTo(405);
    }

    @Test
    void cookieNeedsJson() {
        Door.Answer answer = door.asAdmin("POST", "/keys").with("Content-Type", "text/plain").body(CHANGE).send();

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo("unsupported_media_type");
    }

    @Test
    void loginSetsAGuardedCookieAndLogoutEndsIt() {
        Door.Answer login = door.call("POST", "/auth/login").body("{\"password\":\"" + PASSWORD + "\"}").send();
        String cookie = login.headers("Set-Cookie").getFirst();
        String token = cookie.substring("auth_token=".length(), cookie.indexOf(';'));

        assertThat(cookie).endsWith("; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax");
        assertThat(door.call("GET", "/auth/status").cookie(token).send().json().get("authenticated").asBoolean())
                .isTrue();
        Door.Answer logout = door.call("POST", "/auth/logout").cookie(token).with("Sec-Fetch-Site", "same-origin")
                .send();
        assertThat(logout.headers("Set-Cookie").getFirst()).startsWith("auth_token=; Path=/; Max-Age=0");
        assertThat(door.call("GET", "/keys").cookie(token).send().status()).isEqualTo(401);
    }

    @Test
    void cookieIsSecureOverTlsAndWhereConfigured() {
        String body = "{\"password\":\"" + PASSWORD + "\"}";
        assertThat(door.call("POST", "/auth/login").overTls().body(body).send().headers("Set-Cookie").getFirst())
                .endsWith("; Secure");

        door = new Door(data, new GuardSettings(false, true, Set.of(), Duration.ofHours(24)));
        door.office.loginAdmin.ensureFirstPassword(Optional.of(PASSWORD));
        assertThat(door.call("POST", "/auth/login").body(body).send().headers("Set-Cookie").getFirst())
                .endsWith("; Secure");
    }
}
