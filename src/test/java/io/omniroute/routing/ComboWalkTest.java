package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.catalog.Given;
import io.omniroute.catalog.Given.SnapshotOf;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.route.AccountStrategy;
import io.omniroute.domain.settings.RoutingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComboWalkTest {
    private final List<String> ordered = new ArrayList<>();
    private final List<ComboWalk.Skip> skipped = new ArrayList<>();

    @Test
    void entriesComeInOrderAndTheLastIsMarked() {
        Combo combo = combo("c", "openai/gpt-4o", "groq/x", "ds/deepseek-chat");

        List<Step> steps = steps(combo, Given.nothing().combos(combo));

        assertThat(steps).extracting(it -> it.found().canonicalName()).containsExactly("openai/gpt-4o", "groq/x",
                "deepseek/deepseek-chat");
        assertThat(steps).extracting(Step::last).containsExactly(false, false, true);
        assertThat(steps).extracting(it -> it.run().maxRetries()).containsExactly(0, 0, 1);
    }

    @Test
    void nestedComboIsOneEntryOrderedWhenItsTurnComes() {
        Combo inner = combo("inner", ComboStrategy.ROUND_ROBIN, "groq/a", "groq/b");
        Combo outer = combo("outer", "openai/gpt-4o", "inner", "ds/deepseek-chat");
        var walk = walk(outer, Given.nothing().combos(outer, inner));

        Step first = walk.next();
        assertThat(ordered).containsExactly("outer");
        Step second = walk.next();

        assertThat(first.found().modelId()).isEqualTo("gpt-4o");
        assertThat(second.path()).containsExactly("outer", "inner");
        assertThat(second.found().modelId()).isEqualTo("b");
        assertThat(ordered).containsExactly("outer", "inner");
        assertThat(walk.next().found().modelId()).isEqualTo("a");
        assertThat(walk.next().last()).isTrue();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void entryBeforeOthersThatLeadNowhereIsTheLast() {
        Combo dead = combo("dead", "nobody/x");
        Combo outer = combo("outer", "openai/gpt-4o", "nobody/y", "dead");

        List<Step> steps = steps(outer, Given.nothing().combos(outer, dead));

        assertThat(steps).extracting(Step::last).containsExactly(true);
        assertThat(skipped).extracting(ComboWalk.Skip::model).containsExactly("nobody/y", "dead");
        assertThat(skipped.getFirst().reason()).isEqualTo("Model nobody/y not found");
        assertThat(ordered).containsExactly("outer");
    }

    @Test
    void circlesAreCutEvenThroughAliases() {
        Combo one = combo("one", "back", "openai/gpt-4o");
        Combo two = combo("two", "one", "groq/x");
        var snapshot = Given.nothing().combos(one, two).aliases(Map.of("back", "two"));

        assertThat(steps(one, snapshot)).extracting(it -> it.found().canonicalName()).containsExactly("groq/x",
                "openai/gpt-4o");
        assertThat(skipped).extracting(ComboWalk.Skip::reason).containsExactly("combo one stands in itself");
    }

    @Test
    void fourthLevelIsPassedOver() {
        Combo four = combo("four", "groq/deep");
        Combo three = combo("three", "four", "groq/three");
        Combo two = combo("two", "three");
        Combo one = combo("one", "two");

        List<Step> steps = steps(one, Given.nothing().combos(one, two, three, four));

        assertThat(steps).extracting(it -> it.found().modelId()).containsExactly("three");
        assertThat(skipped).extracting(ComboWalk.Skip::reason).containsExactly("combos are nested deeper than 3");
    }

    @Test
    void wideNestingOfNothingEndsAtOnce() {
        List<Combo> levels = new ArrayList<>(List.of(combo("l0", "nobody/x")));
        for (int i = 1; i <= 9; i++) {
            levels.add(combo("l" + i, Collections.nCopies(100, "l" + (i - 1)).toArray(String[]::new)));
        }
        var deep = new ComboConfig(null, null, null, null, null, null, 10, null, null, null);
        Combo top = levels.getLast();
        Combo all = new Combo("i", "all", top.entries(), ComboStrategy.PRIORITY, deep, true, Given.NOW, Given.NOW);

        assertThat(steps(all, Given.nothing().combos(levels.toArray(Combo[]::new)))).isEmpty();
        assertThat(skipped).hasSize(100);
    }

    @Test
    void levelsOfConfigurationLieOverEachOther() {
        var defaults = new ComboConfig(null, 4, Duration.ofMillis(1), Duration.ofSeconds(5), false, null, null, null,
                9, null);
        var ofGroq = new ComboConfig(null, null, null, Duration.ofSeconds(7), true, null, null, null, null, null);
        var settings = new RoutingSettings(AccountStrategy.FILL_FIRST, 3, List.of(), defaults, Map.of("groq", ofGroq));
        var own = new ComboConfig(null, 0, null, null, null, null, null, false, null, null);
        Combo combo = new Combo("i", "c", List.of(), ComboStrategy.PRIORITY, own, true, Given.NOW, Given.NOW);

        ComboRun groq = ComboRun.of(settings, combo, Optional.of("groq"), true, true);
        ComboRun other = ComboRun.of(settings, combo, Optional.of("openai"), false, true);

        assertThat(groq).isEqualTo(new ComboRun(0, Duration.ofMillis(1), Duration.ofSeconds(7), true, 3, false, 9,
                Duration.ofSeconds(30)));
        assertThat(other.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(other.healthCheck()).isFalse();
    }

    @Test
    void builtInTimeoutIsLongerWithoutAStream() {
        Combo combo = combo("c");

        assertThat(ComboRun.of(RoutingSettings.DEFAULTS, combo, Optional.empty(), true, true).timeout())
                .isEqualTo(Duration.ofSeconds(120));
        assertThat(ComboRun.of(RoutingSettings.DEFAULTS, combo, Optional.empty(), true, false).timeout())
                .isEqualTo(Duration.ofSeconds(600));
    }

    private static Combo combo(String name, String... models) {
        return combo(name, ComboStrategy.PRIORITY, models);
    }

    private static Combo combo(String name, ComboStrategy strategy, String... models) {
        return new Combo("id-" + name, name, Stream.of(models).map(it -> new Combo.Entry(it, 0)).toList(), strategy,
                ComboConfig.NONE, true, Given.NOW, Given.NOW);
    }

    private List<Step> steps(Combo combo, SnapshotOf snapshot) {
        List<Step> steps = new ArrayList<>();
        walk(combo, snapshot).forEachRemaining(steps::add);
        return steps;
    }

    private ComboWalk walk(Combo combo, SnapshotOf snapshot) {
        var names = new Names(snapshot.snapshot(), Given.SHIPPED, Optional.empty(), Reachability.ANY);
        return new ComboWalk(combo, new ComboWalk.Facts(RoutingSettings.DEFAULTS, names, it -> {
            ordered.add(it.name());
            return new EntryFacts(1, entry -> 0, entry -> Optional.empty(), new SplittableRandom(1));
        }, skipped::add, true));
    }
}
