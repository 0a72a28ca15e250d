package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.route.AccountStrategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of each strategy that does not draw, and the ties (40 sections 2 and 3). */
class AccountOrdersTest {
    private static final Instant EARLY = Given.NOW.minusSeconds(60);

    @Test
    void fillFirstTakesTheLowestPriorityThenTheNewest() {
        assertThat(taken(AccountStrategy.FILL_FIRST, account("old", 1, EARLY, null, null),
                account("new", 1, Given.NOW, null, null), account("zero", 2, Given.NOW, null, null))).isEqualTo("new");
    }

    @Test
    void leastUsedTakesTheNeverUsedThenTheOldestThenThePriority() {
        Candidate never = account("never", 9, EARLY, null, null);
        Candidate old = account("old", 2, EARLY, EARLY, null);
        Candidate equallyOld = account("first", 1, EARLY, EARLY, null);
        Candidate fresh = account("fresh", 1, EARLY, Given.NOW, null);

        assertThat(taken(AccountStrategy.LEAST_USED, fresh, old, never)).isEqualTo("never");
        assertThat(taken(AccountStrategy.LEAST_USED, fresh, old, equallyOld)).isEqualTo("first");
    }

    @Test
    void costOptimizedGoesByPriorityThenPriceThenRest() {
        Candidate dear = account("dear", 1, EARLY, null, "3");
        Candidate cheap = account("cheap", 1, EARLY, Given.NOW, "1.0");
        Candidate asCheap = account("rested", 1, EARLY, EARLY, "1");
        Candidate unknown = account("unknown", 1, EARLY, EARLY.minusSeconds(1), null);
        Candidate free = account("free", 2, EARLY, null, "0");

        assertThat(taken(AccountStrategy.COST_OPTIMIZED, dear, cheap, free)).isEqualTo("cheap");
        assertThat(taken(AccountStrategy.COST_OPTIMIZED, dear, cheap, asCheap)).isEqualTo("rested");
        assertThat(taken(AccountStrategy.COST_OPTIMIZED, cheap, asCheap, unknown)).isEqualTo("unknown");
    }

    @Test
    void healthierWinsOfTwoAndEqualHealthGoesByPriority() {
        Candidate ill = new Candidate(Given.account("ill", "openai", 1, EARLY), 10, null, 0, Optional.empty());
        Candidate well = new Candidate(Given.account("well", "openai", 2, EARLY), 100, null, 0, Optional.empty());
        Candidate asWell = new Candidate(Given.account("first", "openai", 1, EARLY), 100, null, 0, Optional.empty());

        assertThat(taken(AccountStrategy.P2C, ill, well)).isEqualTo("well");
        assertThat(taken(AccountStrategy.P2C, asWell, well)).isEqualTo("first");
    }

    @Test
    void strategiesWithoutAStickyLimitCountConsecutiveUsesAsWell() {
        Candidate latest = new Candidate(Given.account("a", "openai", 1, EARLY), 100, Given.NOW, 4, Optional.empty());
        Candidate other = new Candidate(Given.account("b", "openai", 2, EARLY), 100, EARLY, 7, Optional.empty());
        var turn = new Turn(3, new SplittableRandom(1));

        assertThat(AccountOrders.of(AccountStrategy.FILL_FIRST).choose(List.of(latest, other), turn).orElseThrow()
                .consecutiveUses()).isEqualTo(5);
        assertThat(AccountOrders.of(AccountStrategy.LEAST_USED).choose(List.of(latest, other), turn).orElseThrow()
                .consecutiveUses()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, a b c", "1, b c a", "5, c a b", "9223372036854775807, b c a", "-1, c a b"})
    void roundRobinOfEntriesIsCyclic(long counter, String expected) {
        assertThat(order(ComboStrategy.ROUND_ROBIN, counter, Map.of(), Map.of())).isEqualTo(expected);
    }

    @Test
    void leastUsedEntriesComeFirstAndTiesStayAsListed() {
        assertThat(order(ComboStrategy.LEAST_USED, 0, Map.of("a", 5L, "b", 2L, "c", 2L), Map.of()))
                .isEqualTo("b c a");
    }

    @Test
    void cheapEntriesComeFirstAndUnknownPricesLast() {
        assertThat(order(ComboStrategy.COST_OPTIMIZED, 0, Map.of(), Map.of("b", "0.2", "c", "0"))).isEqualTo("c b a");
        assertThat(order(ComboStrategy.COST_OPTIMIZED, 0, Map.of(), Map.of())).isEqualTo("a b c");
    }

    private static String order(ComboStrategy strategy, long counter, Map<String, Long> requests,
            Map<String, String> prices) {
        List<Combo.Entry> entries = List.of(new Combo.Entry("a", 0), new Combo.Entry("b", 0), new Combo.Entry("c", 0));
        var facts = new EntryFacts(counter, entry -> requests.getOrDefault(entry.model(), 0L),
                entry -> Optional.ofNullable(prices.get(entry.model())).map(BigDecimal::new), new SplittableRandom(1));
        return String.join(" ",
                EntryOrders.of(strategy).order(entries, facts).stream().map(Combo.Entry::model).toList());
    }

    private static String taken(AccountStrategy strategy, Candidate... candidates) {
        return AccountOrders.of(strategy).choose(List.of(candidates), new Turn(3, new SplittableRandom(7)))
                .orElseThrow().candidate().connection().id();
    }

    private static Candidate account(String id, int priority, Instant updatedAt, Instant used, String price) {
        return new Candidate(Given.account(id, "openai", priority, updatedAt), 100, used, used == null ? 0 : 1,
                Optional.ofNullable(price).map(BigDecimal::new));
    }
}
