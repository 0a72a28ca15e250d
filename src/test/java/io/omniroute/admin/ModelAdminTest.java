package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.settings.CustomModel;

class ModelAdminTest {
    private final Office office = new Office(Path.of("unused"));

    @Test
    void customModelIsReplacedByTheSameIdAndRemoved() {
        office.modelAdmin.addCustomModel(form("provider", "gq", "modelId", "tiny"), ADMIN);
        office.modelAdmin.addCustomModel(
                form("provider", "groq", "modelId", "tiny", "modelName", "Tiny", "capabilities", Map.of("tools", true)),
                ADMIN);

        assertThat(office.modelAdmin.customModels())
                .isEqualTo(Map.of("groq", List.of(new CustomModel("tiny", "Tiny", Map.of("tools", true)))));
        assertThat(office.modelAdmin.removeCustomModel(Optional.of("groq"), Optional.of("tiny"), ADMIN)).isTrue();
        assertThat(office.modelAdmin.removeCustomModel(Optional.of("groq"), Optional.of("tiny"), ADMIN)).isFalse();
        assertThat(office.modelAdmin.customModels()).isEmpty();
    }

    @Test
    void parametersOfARemovalAreNeeded() {
        assertThatThrownBy(() -> office.modelAdmin.removeCustomModel(Optional.of("groq"), Optional.empty(), ADMIN))
                .hasMessage("model is required");
        assertThatThrownBy(() -> office.modelAdmin.addCustomModel(form("provider", "groq"), ADMIN))
                .hasMessage("provider and modelId are required");
    }

    @Test
    void aliasIsPutReplacedAndDeleted() {
        office.modelAdmin.putAlias(form("alias", "fast", "model", "groq/tiny"), ADMIN);
        office.modelAdmin.putAlias(form("alias", "fast", "model", "openai/gpt-5"), ADMIN);
        assertThat(office.modelAdmin.aliases()).isEqualTo(Map.of("fast", "openai/gpt-5"));

        office.modelAdmin.removeAlias(Optional.of("fast"), ADMIN);

        assertThat(office.modelAdmin.aliases()).isEmpty();
        assertThatThrownBy(() -> office.modelAdmin.removeAlias(Optional.of("fast"), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "gq", "mo"})
    void aliasThatHidesAProviderIsAConflict(String alias) {
        office.node("mo");

        assertThatThrownBy(() -> office.modelAdmin.putAlias(form("alias", alias, "model", "x"), ADMIN))
                .isInstanceOfSatisfying(RefusedException.class,
                        e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }

    @Test
    void catalogueShowsProvidersAndNodesWithTheirCustomModels() {
        ProviderNode node = office.node("mo");
        office.connection(node.id(), "main");
        office.modelAdmin.addCustomModel(form("provider", node.id(), "modelId", "tiny"), ADMIN);

        Map<String, ModelAdmin.Shelf> catalog = office.modelAdmin.catalog();

        assertThat(catalog.get("openai").models()).extracting(ModelAdmin.Offer::id).containsExactly("openai/gpt-5");
        assertThat(catalog.get("openai").active()).isFalse();
        assertThat(catalog.get("mo").models()).extracting(ModelAdmin.Offer::id).containsExactly("mo/tiny");
        assertThat(catalog.get("mo").active()).isTrue();
    }
}
