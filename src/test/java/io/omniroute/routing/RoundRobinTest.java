package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.route.AccountStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Round-robin with its sticky limit, held against the rule of 40 section 2 told step by step. */
class RoundRobinTest {
    private static final int STEPS = 5_000;

    /** What is remembered of an account; both sides keep their own. */
    private static final class Account {
        final int id;
        final int priority;
        long used = -1;
        int uses;

        Account(int id, int priority) {
            this.id = id;
            this.priority = priority;
        }

        Candidate candidate() {
            Instant at = used < 0 ? null : Given.NOW.plusSeconds(used);
            return new Candidate(Given.account("c" + id, "openai", priority, Given.NOW), 100, at, uses,
                    Optional.empty());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyChoiceIsTheOracleSOverChangingAccounts(long seed) {
        var random = new SplittableRandom(seed);
        int limit = 1 + random.nextInt(4);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            accounts.add(new Account(i, random.nextInt(3)));
        }
        for (int step = 0; step < STEPS; step++) {
            List<Account> selectable = accounts.stream().filter(it -> random.nextInt(5) > 0).toList();
            if (selectable.isEmpty()) {
                continue;
            }
            Choice choice = AccountOrders.of(AccountStrategy.ROUND_ROBIN)
                    .choose(selectable.stream().map(Account::candidate).toList(), new Turn(limit, random))
                    .orElseThrow();
            Account expected = oracle(selectable, limit);

            assertThat(choice.candidate().connection().id()).as("step %d", step).isEqualTo("c" + expected.id);
            assertThat(choice.consecutiveUses()).isEqualTo(expected.uses);
            expected.used = step;
        }
    }

    private static Account oracle(List<Account> selectable, int limit) {
        Account latest = null;
        for (Account account : selectable) {
            if (account.used >= 0 && (latest == null || account.used > latest.used)) {
                latest = account;
            }
        }
        if (latest != null && latest.uses < limit) {
            latest.uses++;
            return latest;
        }
        Account next = selectable.stream().min(Comparator.<Account>comparingLong(it -> it.used)
                .thenComparingInt(it -> it.priority).thenComparingInt(it -> it.id)).orElseThrow();
        next.uses = 1;
        return next;
    }

    @Test
    void everyAccountGetsItsShareWhenNoneIsMissing() {
        List<Account> accounts = List.of(new Account(0, 1), new Account(1, 1), new Account(2, 1));
        int[] calls = new int[3];
        List<Integer> order = new ArrayList<>();
        for (int step = 0; step < 900; step++) {
            Choice choice = AccountOrders.of(AccountStrategy.ROUND_ROBIN)
                    .choose(accounts.stream().map(Account::candidate).toList(), new Turn(3, new SplittableRandom(1)))
                    .orElseThrow();
            int chosen = Integer.parseInt(choice.candidate().connection().id().substring(1));
            accounts.get(chosen).used = step;
            accounts.get(chosen).uses = choice.consecutiveUses();
            calls[chosen]++;
            order.add(chosen);
        }

        assertThat(calls).containsExactly(300, 300, 300);
        assertThat(order.subList(0, 12)).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 0, 0);
    }
}
