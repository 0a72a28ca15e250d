package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.route.AccountStrategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every strategy has to do, whatever its order. */
class StrategyContractTest {
    private static final int ROUNDS = 500;

    @ParameterizedTest
    @EnumSource
    void oneOfTheAccountsIsChosenNeverAForeignOne(AccountStrategy strategy) {
        var random = new SplittableRandom(1);
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> candidates = candidates(random, 1 + random.nextInt(6));

            Choice choice = choose(strategy, candidates, round).orElseThrow();

            assertThat(candidates).contains(choice.candidate());
            assertThat(choice.consecutiveUses()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAccountsNoneIsChosen(AccountStrategy strategy) {
        assertThat(choose(strategy, List.of(), 1)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onlyAccountIsChosen(AccountStrategy strategy) {
        List<Candidate> only = candidates(new SplittableRandom(2), 1);

        assertThat(choose(strategy, only, 1).orElseThrow().candidate()).isEqualTo(only.getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void choiceDependsOnTheSeedAndNotOnTheOrderOfTheAccounts(AccountStrategy strategy) {
        var random = new SplittableRandom(3);
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> candidates = candidates(random, 1 + random.nextInt(6));
            List<Candidate> mixed = new ArrayList<>(candidates);
            Collections.shuffle(mixed, new java.util.Random(round));

            assertThat(choose(strategy, mixed, round)).isEqualTo(choose(strategy, candidates, round));
        }
    }

    @ParameterizedTest
    @EnumSource
    void accountsInTurnAreAPermutation(AccountStrategy strategy) {
        List<Candidate> left = candidates(new SplittableRandom(4), 6);
        List<Candidate> all = List.copyOf(left);
        List<Candidate> chosen = new ArrayList<>();

        while (!left.isEmpty()) {
            chosen.add(choose(strategy, left, 9).orElseThrow().candidate());
            left.remove(chosen.getLast());
        }

        assertThat(chosen).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @EnumSource
    void orderOfEntriesIsAPermutationEvenOfEqualOnes(ComboStrategy strategy) {
        var random = new SplittableRandom(5);
        for (int round = 0; round < ROUNDS; round++) {
            List<Combo.Entry> entries = entries(random, random.nextInt(7));
            List<Combo.Entry> before = List.copyOf(entries);

            List<Combo.Entry> order = order(strategy, entries, round);

            assertThat(order).containsExactlyInAnyOrderElementsOf(before);
            assertThat(entries).isEqualTo(before);
            assertThat(order(strategy, entries, round)).isEqualTo(order);
        }
    }

    @ParameterizedTest
    @EnumSource
    void absurdCountersAndWeightsOrderEntriesToo(ComboStrategy strategy) {
        List<Combo.Entry> heavy = IntStream.range(0, 100).mapToObj(i -> new Combo.Entry("m/" + i, 100)).toList();
        var facts = new EntryFacts(Long.MAX_VALUE, entry -> Long.MAX_VALUE, entry -> Optional.of(BigDecimal.ZERO),
                new SplittableRandom(6));

        assertThat(EntryOrders.of(strategy).order(heavy, facts)).containsExactlyInAnyOrderElementsOf(heavy);
        assertThat(EntryOrders.of(strategy).order(List.of(), facts)).isEmpty();
    }

    private static Optional<Choice> choose(AccountStrategy strategy, List<Candidate> candidates, long seed) {
        return AccountOrders.of(strategy).choose(candidates, new Turn(3, new SplittableRandom(seed)));
    }

    private static List<Combo.Entry> order(ComboStrategy strategy, List<Combo.Entry> entries, long seed) {
        return EntryOrders.of(strategy).order(entries, new EntryFacts(seed, entry -> entry.model().hashCode() % 3,
                entry -> entry.weight() % 2 == 0 ? Optional.empty() : Optional.of(new BigDecimal(entry.weight())),
                new SplittableRandom(seed)));
    }

    private static List<Candidate> candidates(RandomGenerator random, int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant used = random.nextInt(3) == 0 ? null : Given.NOW.plusSeconds(random.nextInt(50));
            Optional<BigDecimal> price = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(random.nextInt(4)));
            candidates.add(new Candidate(
                    Given.account("c" + i, "openai", random.nextInt(3), Given.NOW.plusSeconds(random.nextInt(3))),
                    random.nextInt(101), used, used == null ? 0 : 1 + random.nextInt(4), price));
        }
        return candidates;
    }

    private static List<Combo.Entry> entries(RandomGenerator random, int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> new Combo.Entry("m/" + random.nextInt(4), random.nextInt(3) * 50)).toList());
    }
}
