package io.omniroute.persistence;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStore;
import java.util.List;
import java.util.Optional;

final class JpaComboStore implements ComboStore {
    private static final String NAME = "combos";

    private final Sessions sessions;

    JpaComboStore(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Combo> all() {
        return sessions.read(NAME, entities -> entities.createNamedQuery("ComboRow.all", ComboRow.class)
                .getResultStream().flatMap(row -> row.toDomain().stream()).toList());
    }

    @Override
    public Optional<Combo> find(String id) {
        return sessions.read(NAME,
                entities -> Optional.ofNullable(entities.find(ComboRow.class, id)).flatMap(ComboRow::toDomain));
    }

    @Override
    public void save(Combo combo) {
        sessions.change(NAME, entities -> entities.merge(ComboRow.of(combo)));
    }

    @Override
    public boolean delete(String id) {
        return sessions.change(NAME,
                entities -> entities.createNamedQuery("ComboRow.delete").setParameter("id", id).executeUpdate()) > 0;
    }
}
