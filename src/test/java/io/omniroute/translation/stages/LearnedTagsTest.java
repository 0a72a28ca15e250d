package io.omniroute.translation.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.translation.stages.LearnedTags.Counts;
import io.omniroute.translation.stages.LearnedTags.Layer;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedTagsTest {
    private final LearnedTags tags = new LearnedTags();

    @Test
    void someTagsAreKnownFromTheBeginning() {
        assertThat(tags.tagsFor(Map.of()).names()).containsExactly("think", "antThinking", "thinking",
                "internal_thought");
        assertThat(tags.counts()).containsEntry(Layer.TOOL, new Counts(0, 0));
    }

    @Test
    void aLearnedTagIsKnownWhereverOneKeyIsTheSame() {
        tags.tagsFor(Map.of(Layer.FAMILY, "qwen", Layer.SESSION, "s1")).learned().accept("deep_thought");

        assertThat(tags.tagsFor(Map.of(Layer.FAMILY, "qwen")).names()).contains("deep_thought");
        assertThat(tags.tagsFor(Map.of(Layer.SESSION, "s1", Layer.FAMILY, "x")).names()).contains("deep_thought");
        assertThat(tags.tagsFor(Map.of(Layer.TOOL, "qwen")).names()).doesNotContain("deep_thought");
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "thinker", "a thinking", "", "thinking", "antThinking", "über_thinking"})
    void otherTagsAndKnownOnesAreNotLearned(String name) {
        tags.learn(Map.of(Layer.TOOL, "t"), name);

        assertThat(tags.counts()).containsEntry(Layer.TOOL, new Counts(0, 0));
    }

    @Test
    void theOldestPatternMakesRoom() {
        for (int i = 0; i <= LearnedTags.MOST_PATTERNS; i++) {
            tags.learn(Map.of(Layer.TOOL, "t"), "a" + i + "_thinking");
        }

        assertThat(tags.counts()).containsEntry(Layer.TOOL, new Counts(1, LearnedTags.MOST_PATTERNS));
        assertThat(tags.tagsFor(Map.of(Layer.TOOL, "t")).names()).doesNotContain("a0_thinking")
                .contains("a1_thinking", "a50_thinking");
    }

    @Test
    void theKeyThatWasNotAskedForLongestMakesRoom() {
        for (int i = 0; i < LearnedTags.MOST_KEYS; i++) {
            tags.learn(Map.of(Layer.SESSION, "s" + i), "x_thinking");
        }
        tags.tagsFor(Map.of(Layer.SESSION, "s0"));

        tags.learn(Map.of(Layer.SESSION, "new"), "x_thinking");

        assertThat(tags.counts().get(Layer.SESSION).keys()).isEqualTo(LearnedTags.MOST_KEYS);
        assertThat(tags.tagsFor(Map.of(Layer.SESSION, "s0")).names()).contains("x_thinking");
        assertThat(tags.tagsFor(Map.of(Layer.SESSION, "s1")).names()).doesNotContain("x_thinking");
    }

    @Test
    void manyThreadsMayLearnAtOnce() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                threads.submit(() -> tags.tagsFor(Map.of(Layer.TOOL, "t" + number)).learned().accept("x_thinking"));
            }
        }

        assertThat(tags.counts()).containsEntry(Layer.TOOL, new Counts(LearnedTags.MOST_KEYS, LearnedTags.MOST_KEYS));
    }
}
