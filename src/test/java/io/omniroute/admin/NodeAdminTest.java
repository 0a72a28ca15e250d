package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.settings.SettingsStore;

class NodeAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @ParameterizedTest
    @CsvSource({"openai-compatible,,openai-compatible-chat-,https://api.openai.com/v1",
            "openai-compatible,responses,openai-compatible-responses-,https://api.openai.com/v1",
            "anthropic-compatible,,anthropic-compatible-,https://api.anthropic.com/v1",
            "gemini-compatible,,gemini-compatible-,https://generativelanguage.googleapis.com/v1beta"})
    void idAndDefaultAddressFollowTheType(String type, String apiType, String idPrefix, String baseUrl) {
        ProviderNode node = office.nodeAdmin
                .create(form("type", type, "apiType", apiType, "name", "Mock", "prefix", "mo"), ADMIN);

        assertThat(node.id()).startsWith(idPrefix).hasSizeGreaterThan(idPrefix.length() + 8);
        assertThat(node.baseUrl()).isEqualTo(baseUrl);
        assertThat(office.snapshots.get().nodeByPrefix("mo")).contains(node);
        assertThat(office.actions()).containsExactly("node.create");
    }

    @ParameterizedTest
    @CsvSource({"openai-compatible,http://127.0.0.1/v1///,http://127.0.0.1/v1",
            "anthropic-compatible,http://127.0.0.1/v1/messages/,http://127.0.0.1/v1",
            "anthropic-compatible,http://127.0.0.1/messages,http://127.0.0.1",
            "openai-compatible,http://127.0.0.1/messages,http://127.0.0.1/messages"})
    void addressLosesWhatTheGatewayAddsItself(String type, String typed, String kept) {
        ProviderNode node = office.nodeAdmin.create(
                form("type", type, "name", "Mock", "prefix", "mo", "baseUrl", typed),
                ADMIN);

        assertThat(node.baseUrl()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"openai", "gq", "taken", "short"})
    void prefixThatMeansSomethingElseIsAConflict(String prefix) {
        office.node("taken");
        office.modelAdmin.putAlias(form("alias", "short", "model", "openai/gpt-5"), ADMIN);

        assertThatThrownBy(() -> office.node(prefix)).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.CONFLICT));
        assertThat(office.nodes).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"type,other,type", "apiType,spoken,apiType", "name,'',name", "prefix,'',prefix", "prefix,a/b,prefix"})
    void wrongFieldIsNamed(String field, String value, String named) {
        var values = new java.util.HashMap<String, Object>(
                java.util.Map.of("type", "openai-compatible", "name", "Mock", "prefix", "mo"));
        values.put(field, value);

        assertThatThrownBy(() -> office.nodeAdmin.create(Form.of(values), ADMIN)).isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.refusal().details()).extracting(FieldError::field).containsExactly(named));
    }

    @Test
    void blockedAddressIsRefusedAndRecorded() {
        assertThatThrownBy(() -> office.nodeAdmin.create(
                form("type", "openai-compatible", "name", "Mock", "prefix", "mo", "baseUrl", "http://169.254.169.254/"),
                ADMIN))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo("url_guard_blocked"));

        assertThat(office.nodes).isEmpty();
        assertThat(office.actions()).containsExactly("security.url_blocked");
        assertThat(office.events.getFirst().result()).isEqualTo("refused");
    }

    @Test
    void changedNodeIsCopiedToItsConnections() {
        ProviderNode node = office.node("mo");
        Connection connection = office.connection(node.id(), "main");

        office.nodeAdmin.update(node.id(), form("name", "New", "prefix", "mo", "baseUrl", "http://127.0.0.1:7/v1/"),
                ADMIN);

        assertThat(office.connections.get(connection.id()).baseUrl()).contains("http://127.0.0.1:7/v1");
        assertThat(office.connections.get(connection.id()).apiKey()).isEqualTo(connection.apiKey());
        assertThat(office.snapshots.get().connections().getFirst().baseUrl()).contains("http://127.0.0.1:7/v1");
    }

    @Test
    void deletedNodeTakesConnectionsAndCustomModelsAlong() {
        ProviderNode node = office.node("mo");
        office.connection(node.id(), "main");
        office.connection("openai", "other");
        office.modelAdmin.addCustomModel(form("provider", node.id(), "modelId", "tiny"), ADMIN);

        office.nodeAdmin.delete(node.id(), ADMIN);

        assertThat(office.connections.values()).extracting(Connection::provider).containsExactly("openai");
        assertThat(office.values.get(SettingsStore.CUSTOM_MODELS)).isEmpty();
        assertThat(office.snapshots.get().nodes()).isEmpty();
    }
}
