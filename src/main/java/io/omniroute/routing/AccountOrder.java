package io.omniroute.routing;

import java.util.List;
import java.util.Optional;

/** Which of the accounts that could serve gets the next call; see {@link AccountOrders}. */
public interface AccountOrder {
    /**
     * One of the candidates, in whatever order they come.
     *
     * @return empty when there is none
     */
    Optional<Choice> choose(List<Candidate> candidates, Turn turn);
}
