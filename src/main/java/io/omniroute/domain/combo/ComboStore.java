package io.omniroute.domain.combo;

import java.util.List;
import java.util.Optional;

/** Keeps combos. */
public interface ComboStore {
    /** All, ordered by creation time. */
    List<Combo> all();

    Optional<Combo> find(String id);

    /** Inserts or replaces by id. */
    void save(Combo combo);

    /** @return whether there was one */
    boolean delete(String id);
}
