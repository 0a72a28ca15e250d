package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.route.AccountStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The strategies that draw: chi-square of 30,000 draws from a fixed seed, bounds at one in a thousand. */
class StrategyDistributionTest {
    private static final int DRAWS = 30_000;
    /** Critical values at 0.001 by degrees of freedom. */
    private static final Map<Integer, Double> CRITICAL = Map.of(1, 10.83, 2, 13.82, 3, 16.27, 4, 18.47, 5, 20.52, 23,
            49.73);
    private final SplittableRandom random = new SplittableRandom(20261120);

    @Test
    void randomTakesEachAccountEquallyOften() {
        List<Candidate> accounts = accounts(50, 50, 50, 50, 50);

        assertFollows(Map.of("0", 1.0, "1", 1.0, "2", 1.0, "3", 1.0, "4", 1.0),
                () -> taken(AccountStrategy.RANDOM, accounts));
    }

    /** Of n accounts in the order of health the k-th wins against the n-k below it: 2(n-k)/(n(n-1)). */
    @Test
    void twoChoicesTakeTheHealthierOfTwoDifferentAccounts() {
        List<Candidate> accounts = accounts(40, 100, 70, 10);

        assertFollows(Map.of("1", 3.0, "2", 2.0, "0", 1.0), () -> taken(AccountStrategy.P2C, accounts));
    }

    @Test
    void weightsDecideWhoIsFirst() {
        List<Combo.Entry> entries = entries(70, 20, 10, 0);

        assertFollows(Map.of("0", 70.0, "1", 20.0, "2", 10.0), () -> first(ComboStrategy.WEIGHTED, entries));
    }

    @Test
    void entriesWithoutWeightsAreDrawnEquallyOften() {
        List<Combo.Entry> entries = entries(0, 0, 0);

        assertFollows(Map.of("0", 1.0, "1", 1.0, "2", 1.0), () -> first(ComboStrategy.WEIGHTED, entries));
    }

    @Test
    void restFollowsByDescendingWeight() {
        List<Combo.Entry> entries = entries(10, 70, 0, 20);
        for (int i = 0; i < 100; i++) {
            List<Combo.Entry> order = order(ComboStrategy.WEIGHTED, entries);

            assertThat(order.subList(1, 4)).isSortedAccordingTo((a, b) -> b.weight() - a.weight());
            assertThat(order.getFirst().weight()).isPositive();
        }
    }

    @Test
    void everyOrderOfARandomComboIsEquallyLikely() {
        List<Combo.Entry> entries = entries(0, 0, 0, 0);
        Map<String, Double> all = new HashMap<>();
        permutations("", List.of("0", "1", "2", "3"), all);

        assertThat(all).hasSize(24);
        assertFollows(all, () -> order(ComboStrategy.RANDOM, entries).stream().map(Combo.Entry::model)
                .reduce("", String::concat));
    }

    private static void permutations(String done, List<String> left, Map<String, Double> all) {
        if (left.isEmpty()) {
            all.put(done, 1.0);
        }
        for (String next : left) {
            List<String> others = new ArrayList<>(left);
            others.remove(next);
            permutations(done + next, others, all);
        }
    }

    private String taken(AccountStrategy strategy, List<Candidate> accounts) {
        return AccountOrders.of(strategy).choose(accounts, new Turn(3, random)).orElseThrow().candidate().connection()
                .id();
    }

    private String first(ComboStrategy strategy, List<Combo.Entry> entries) {
        return order(strategy, entries).getFirst().model();
    }

    private List<Combo.Entry> order(ComboStrategy strategy, List<Combo.Entry> entries) {
        return EntryOrders.of(strategy).order(entries,
                new EntryFacts(0, entry -> 0, entry -> Optional.empty(), random));
    }

    private static List<Candidate> accounts(int... health) {
        return IntStream.range(0, health.length)
                .mapToObj(i -> new Candidate(Given.account(String.valueOf(i), "openai", 1, Given.NOW), health[i], null,
                        0, Optional.empty()))
                .toList();
    }

    private static List<Combo.Entry> entries(int... weights) {
        return IntStream.range(0, weights.length).mapToObj(i -> new Combo.Entry(String.valueOf(i), weights[i]))
                .toList();
    }

    private static void assertFollows(Map<String, Double> shares, Supplier<String> draw) {
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < DRAWS; i++) {
            seen.merge(draw.get(), 1, Integer::sum);
        }
        double whole = shares.values().stream().mapToDouble(it -> it).sum();
        double chiSquare = shares.entrySet().stream().mapToDouble(share -> {
            double expected = DRAWS * share.getValue() / whole;
            double off = seen.getOrDefault(share.getKey(), 0) - expected;
            return off * off / expected;
        }).sum();

        assertThat(seen.keySet()).isSubsetOf(shares.keySet());
        assertThat(chiSquare).as(seen.toString()).isLessThan(CRITICAL.get(shares.size() - 1));
    }
}
