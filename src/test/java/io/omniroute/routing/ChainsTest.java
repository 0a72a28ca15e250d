package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.catalog.Given.SnapshotOf;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.domain.route.FallbackChain.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainsTest {
    @ParameterizedTest
    @CsvSource({"fast, fast", "openai/gpt-4o, openai/gpt-4o", "gpt-4o, gpt-4o", "groq/x, *"})
    void chainOfTheNameAsGivenThenOfTheCanonicalOneThenOfAll(String requested, String chain) {
        var snapshot = Given.nothing().aliases(Map.of("fast", "openai/gpt-4o")).chains(to("fast"),
                to("openai/gpt-4o"), to("gpt-4o"), to("*"));

        assertThat(names(requested, snapshot)).containsExactly("ds/" + chain);
    }

    @Test
    void bareModelComesBeforeTheChainOfAll() {
        assertThat(names("openai/gpt-4o", Given.nothing().chains(to("gpt-4o"), to("*")))).containsExactly("ds/gpt-4o");
        assertThat(names("openai/gpt-4o", Given.nothing())).isEmpty();
    }

    @Test
    void entriesGoByPriorityWithoutDisabledOnesAndTheModelItself() {
        var chain = new FallbackChain("*", "", List.of(new Entry("ds", Optional.empty(), 5, true),
                new Entry("groq", Optional.of("x/y"), 1, true), new Entry("xai", Optional.empty(), 0, false),
                new Entry("openai", Optional.empty(), 0, true), new Entry("mistral", Optional.of("m"), 5, true)));

        assertThat(names("gpt-4o", Given.nothing().chains(chain))).containsExactly("groq/x/y", "ds/gpt-4o",
                "mistral/m");
    }

    @Test
    void exhaustedComboHasOnlyEntriesThatNameAModel() {
        var chain = new FallbackChain("team", "", List.of(new Entry("ds", Optional.empty(), 0, true),
                new Entry("groq", Optional.of("x"), 0, true)));

        assertThat(Chains.ofCombo(Given.nothing().chains(chain).snapshot(), "team")).extracting(Entry::provider)
                .containsExactly("groq");
    }

    @Test
    void windowOfTheOperatorWinsAndTheMarkWidensIt() {
        var found = found("openai/gpt-4o", Given.nothing());
        var marked = found("openai/gpt-4o[1m]", Given.nothing());
        int window = ContextWindows.window(found, Given.nothing().snapshot(), Given.SHIPPED).orElseThrow();

        assertThat(fits(found, window - 10, OptionalInt.of(10))).isTrue();
        assertThat(fits(found, window - 10, OptionalInt.of(11))).isFalse();
        assertThat(fits(marked, window + 1, OptionalInt.empty())).isTrue();
        assertThat(fits(found("openai/nobody-knows-it", Given.nothing()), 1L << 40, OptionalInt.empty())).isTrue();
    }

    private static boolean fits(Resolution.Found found, long input, OptionalInt output) {
        return ContextWindows.fits(found, Given.nothing().snapshot(), Given.SHIPPED, input, output);
    }

    /** A chain to a model named after it. */
    private static FallbackChain to(String model) {
        return new FallbackChain(model, "", List.of(new Entry("ds", Optional.of(model), 0, true)));
    }

    private static List<String> names(String requested, SnapshotOf snapshot) {
        var found = found(requested, snapshot);
        Stream<Entry> entries = Chains.of(snapshot.snapshot(), requested, found).stream();
        return entries.map(entry -> Chains.model(entry, found)).toList();
    }

    private static Resolution.Found found(String model, SnapshotOf snapshot) {
        return (Resolution.Found) Resolver.resolve(model, snapshot.snapshot(), Given.SHIPPED, Optional.empty());
    }
}
