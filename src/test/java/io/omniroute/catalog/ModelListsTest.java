package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelListsTest {
    @Test
    void withoutAnyConnectionEveryProviderShows() {
        assertThat(owners(list(Snapshot.EMPTY))).contains("claude", "openai", "deepgram", "kiro");
    }

    @Test
    void withAConnectionOnlyConnectedProvidersShow() {
        var snapshot = Given.nothing().with(Given.account("groq"), Given.inactive("openai")).snapshot();

        assertThat(owners(list(snapshot))).containsOnly("groq");
    }

    @Test
    void inactiveConnectionAloneShowsNothing() {
        assertThat(list(Given.nothing().with(Given.inactive("openai")).snapshot())).isEmpty();
    }

    @Test
    void chatModelsStandBeforeEmbeddingsImagesAudioAndCustomOnes() {
        var snapshot = Given.connected("openai").custom("openai", "gpt-4.5-preview").snapshot();

        List<ListedModel> models = list(snapshot);

        assertThat(models).isSortedAccordingTo((a, b) -> Integer.compare(rank(a), rank(b)));
        assertThat(models).extracting(ListedModel::type).contains(ModelType.values());
        assertThat(models.getLast().id()).isEqualTo("openai/gpt-4.5-preview");
        assertThat(models.getLast().maxOutput()).hasValue(4096);
    }

    @Test
    void modelHasTwoIdsWhereAliasAndIdDiffer() {
        List<ListedModel> models = list(Given.connected("claude").snapshot());

        ListedModel second = models.get(1);
        assertThat(models.getFirst().id()).isEqualTo("cc/" + second.root());
        assertThat(second.id()).isEqualTo("claude/" + second.root());
        assertThat(second.parent()).contains("cc/" + second.root());
        assertThat(models.getFirst().parent()).isEmpty();
    }

    @Test
    void modelHasOneIdWhereAliasAndIdAreTheSame() {
        assertThat(ids(list(Given.connected("openai").snapshot()))).doesNotHaveDuplicates().contains("openai/gpt-4o");
    }

    @Test
    void namesAcceptedForOldClientsAreNotListed() {
        assertThat(ids(list(Given.connected("xai").snapshot()))).contains("xai/grok-4")
                .doesNotContain("xai/grok-code-mini");
    }

    @Test
    void nodeShowsItsCustomModelsUnderItsPrefix() {
        ProviderNode node = Given.node(NodeType.OPENAI_CHAT, "mo", "http://h");
        var snapshot = Given.connected(node.id()).nodes(node).custom(node.id(), "llama").snapshot();

        assertThat(ids(list(snapshot))).containsExactly("mo/llama");
    }

    @Test
    void blockedProvidersAreHidden() {
        var snapshot = Given.connected("openai", "groq").blocked("openai").snapshot();

        assertThat(owners(list(snapshot))).containsOnly("groq");
    }

    @Test
    void keySeesBothIdsOfWhatItMayUseAndNothingElse() {
        var models = ModelLists.of(Given.SHIPPED, Given.connected("claude", "openai").snapshot(),
                Optional.of(Given.keyFor("cc/claude-opus-4-6")));

        assertThat(ids(models)).containsExactly("cc/claude-opus-4-6", "claude/claude-opus-4-6");
    }

    @Test
    void customModelThatRepeatsAListedOneIsNotShownTwice() {
        var models = list(Given.connected("openai").custom("openai", "gpt-4o").snapshot());

        assertThat(models).filteredOn(model -> model.id().equals("openai/gpt-4o")).singleElement()
                .satisfies(model -> assertThat(model.custom()).isFalse());
    }

    private static List<ListedModel> list(Snapshot snapshot) {
        return ModelLists.of(Given.SHIPPED, snapshot, Optional.empty());
    }

    private static int rank(ListedModel model) {
        return model.custom() ? ModelType.values().length : model.type().ordinal();
    }

    private static List<String> ids(List<ListedModel> models) {
        return models.stream().map(ListedModel::id).toList();
    }

    private static List<String> owners(List<ListedModel> models) {
        return models.stream().map(ListedModel::ownedBy).toList();
    }
}
