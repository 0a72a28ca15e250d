package io.omniroute.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    @Test
    void combosStandFirstAndPromiseTheLeastOfTheirEntries() {
        var snapshot = Given.connected("claude", "openai")
                .combos(combo("fast", true, "openai/gpt-4o", "cc/claude-opus-4-6")).snapshot();

        ListedModel combo = list(snapshot).getFirst();

        assertThat(combo.id()).isEqualTo("fast").isEqualTo(combo.root());
        assertThat(combo.ownedBy()).isEqualTo("combo");
        assertThat(combo.contextWindow()).hasValue(128_000);
        assertThat(combo.maxOutput()).hasValue(16_384);
        assertThat(combo.card().skills().orElseThrow().input()).containsExactly("text", "image");
        assertThat(combo.card().skills().orElseThrow().thinking()).isFalse();
    }

    @Test
    void comboWithAnEntryNobodyKnowsPromisesNothing() {
        var snapshot = Given.connected("openai").combos(combo("odd", true, "openai/gpt-4o", "openrouter/new/model"))
                .snapshot();

        assertThat(list(snapshot).getFirst().contextWindow()).isEmpty();
        assertThat(list(snapshot).getFirst().card().skills()).isEmpty();
    }

    @Test
    void nestedCombosAndAliasesAreFollowedAndACircleEnds() {
        var snapshot = Given.connected("claude", "openai").aliases(Map.of("small", "openai/gpt-4o"))
                .combos(combo("outer", true, "inner"), combo("inner", true, "small"), combo("a", true, "b"),
                        combo("b", true, "a"))
                .snapshot();

        assertThat(list(snapshot)).filteredOn(model -> model.id().equals("outer")).singleElement()
                .satisfies(model -> assertThat(model.contextWindow()).hasValue(128_000));
        assertThat(list(snapshot)).filteredOn(model -> model.id().equals("a")).singleElement()
                .satisfies(model -> assertThat(model.contextWindow()).isEmpty());
    }

    @Test
    void inactiveAndEmptyCombosAreNotListed() {
        var snapshot = Given.connected("openai").combos(combo("off", false, "openai/gpt-4o"), combo("empty", true))
                .snapshot();

        assertThat(owners(list(snapshot))).doesNotContain("combo");
    }

    @Test
    void operatorsWordsStandOverTheRegistrys() {
        var snapshot = Given.connected("openai").custom("openai", "gpt-4o")
                .prices(Map.of("openai", Map.of("gpt-4o", Given.price("7", "8", null, null)))).snapshot();

        ModelCard card = list(snapshot).getFirst().card();

        assertThat(card.limits().maxOutput()).hasValue(4096);
        assertThat(card.limitsSource().orElseThrow().id()).isEqualTo("operator");
        assertThat(card.price().orElseThrow().input()).isEqualByComparingTo("7");
        assertThat(card.priceSource().orElseThrow().id()).isEqualTo("operator");
    }

    @Test
    void modelNobodyKnowsHasNoFacts() {
        ProviderNode node = Given.node(NodeType.OPENAI_CHAT, "mo", "http://h");
        var snapshot = Given.connected(node.id()).nodes(node).snapshot();
        var custom = snapshot.with(new Snapshot.Models(Map.of(),
                Map.of(node.id(), List.of(new CustomModel("llama", "Llama", Map.of()))), Map.of()));

        assertThat(list(custom)).singleElement()
                .satisfies(model -> assertThat(model.card()).isEqualTo(ModelCard.UNKNOWN));
    }

    private static Combo combo(String name, boolean active, String... models) {
        return new Combo("id-" + name, name, Stream.of(models).map(model -> new Combo.Entry(model, 0)).toList(),
                ComboStrategy.PRIORITY, ComboConfig.NONE, active, Given.NOW, Given.NOW);
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
