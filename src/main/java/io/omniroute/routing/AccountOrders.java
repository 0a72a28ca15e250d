package io.omniroute.routing;

import static io.omniroute.routing.Candidate.BY_PRIORITY;
import static io.omniroute.routing.Candidate.LONGEST_UNUSED;

import io.omniroute.domain.route.AccountStrategy;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The account strategies of 40 §2. */
public final class AccountOrders {
    private static final Comparator<Candidate> HEALTHIEST = Comparator.comparingInt(Candidate::health).reversed()
            .thenComparing(Comparator.comparingInt(it -> it.connection().priority())).thenComparing(LONGEST_UNUSED)
            .thenComparing(BY_PRIORITY);

    private AccountOrders() {}

    public static AccountOrder of(AccountStrategy strategy) {
        return switch (strategy) {
            case FILL_FIRST -> picking((candidates, random) -> first(candidates, BY_PRIORITY));
            case ROUND_ROBIN -> AccountOrders::roundRobin;
            case P2C -> picking(AccountOrders::healthierOfTwo);
            case RANDOM -> picking((candidates, random) -> any(sorted(candidates), random));
            case LEAST_USED -> picking(
                    (candidates, random) -> first(candidates, LONGEST_UNUSED.thenComparing(BY_PRIORITY)));
            case COST_OPTIMIZED -> picking((candidates, random) -> cheapest(candidates));
        };
    }

    /** Picks one of at least one. */
    private interface Pick {
        Candidate of(List<Candidate> candidates, RandomGenerator random);
    }

    private static AccountOrder picking(Pick pick) {
        return (candidates, turn) -> candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(counted(pick.of(candidates, turn.random()), candidates));
    }

    private static Choice counted(Candidate picked, List<Candidate> candidates) {
        return new Choice(picked,
                latest(candidates).filter(picked::equals).map(it -> it.consecutiveUses() + 1).orElse(1));
    }

    private static Optional<Choice> roundRobin(List<Candidate> candidates, Turn turn) {
        Optional<Candidate> staying = latest(candidates).filter(it -> it.consecutiveUses() < turn.stickyLimit());
        return staying.map(it -> new Choice(it, it.consecutiveUses() + 1)).or(() -> candidates.stream()
                .min(LONGEST_UNUSED.thenComparing(BY_PRIORITY)).map(it -> new Choice(it, 1)));
    }

    /** The most recently used one; empty when none was ever used. */
    private static Optional<Candidate> latest(List<Candidate> candidates) {
        return candidates.stream().filter(it -> it.lastUsed() != null)
                .max(LONGEST_UNUSED.thenComparing(BY_PRIORITY.reversed()));
    }

    private static Candidate healthierOfTwo(List<Candidate> candidates, RandomGenerator random) {
        List<Candidate> inOrder = sorted(candidates);
        int one = random.nextInt(inOrder.size());
        if (inOrder.size() == 1) {
            return inOrder.getFirst();
        }
        int step = 1 + random.nextInt(inOrder.size() - 1);
        return first(List.of(inOrder.get(one), inOrder.get((one + step) % inOrder.size())), HEALTHIEST);
    }

    /** Of the lowest priority value, those that no known price undercuts; of these the longest unused. */
    private static Candidate cheapest(List<Candidate> candidates) {
        int priority = first(candidates, BY_PRIORITY).connection().priority();
        List<Candidate> equals = candidates.stream().filter(it -> it.connection().priority() == priority).toList();
        Optional<BigDecimal> least = equals.stream().flatMap(it -> it.price().stream())
                .min(Comparator.naturalOrder());
        return first(equals.stream().filter(it -> it.price().isEmpty() || it.price().get().compareTo(least.get()) == 0)
                .toList(), LONGEST_UNUSED.thenComparing(BY_PRIORITY));
    }

    private static Candidate any(List<Candidate> candidates, RandomGenerator random) {
        return candidates.get(random.nextInt(candidates.size()));
    }

    /** In an order of their own, so that a draw depends on the seed alone. */
    private static List<Candidate> sorted(List<Candidate> candidates) {
        return candidates.stream().sorted(BY_PRIORITY).toList();
    }

    private static Candidate first(List<Candidate> candidates, Comparator<Candidate> order) {
        return candidates.stream().min(order).orElseThrow();
    }
}
