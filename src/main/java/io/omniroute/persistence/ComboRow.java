package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboMembers;
import io.omniroute.domain.combo.ComboStrategy;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A combo; all but its name and times is in one JSON text. */
@Entity
@Table(name = "combos")
@NamedQuery(name = "ComboRow.all", query = "select c from ComboRow c order by c.createdAt, c.id")
@NamedQuery(name = "ComboRow.delete", query = "delete from ComboRow c where c.id = :id")
class ComboRow {
    private static final int HEAVIEST = 100;
    @Id
    String id = "";
    String name = "";
    String data = "";
    @Column(name = "created_at")
    @Convert(converter = IsoTime.class)
    Instant createdAt = Instant.EPOCH;
    @Column(name = "updated_at")
    @Convert(converter = IsoTime.class)
    Instant updatedAt = Instant.EPOCH;

    static ComboRow of(Combo combo) {
        var row = new ComboRow();
        row.id = combo.id();
        row.name = combo.name();
        row.data = JsonText.of(members(combo));
        row.createdAt = combo.createdAt();
        row.updatedAt = combo.updatedAt();
        return row;
    }

    private static Map<String, Object> members(Combo combo) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", combo.id());
        members.put("name", combo.name());
        members.put("models", combo.entries().stream()
                .map(entry -> Map.of("model", entry.model(), "weight", entry.weight())).toList());
        members.put("strategy", combo.strategy().id());
        members.put("config", ComboMembers.of(combo.config()));
        members.put("isActive", combo.active());
        return members;
    }

    /** Empty when the row cannot be read; imported data has models as plain names and no strategy. */
    Optional<Combo> toDomain() {
        try {
            Map<String, @Nullable Object> members = JsonText.map(data);
            var strategy = members.get("strategy") instanceof String text ? ComboStrategy.of(text)
                    : Optional.<ComboStrategy>empty();
            return Optional.of(new Combo(id, name, entries(members.get("models")),
                    strategy.orElse(ComboStrategy.PRIORITY),
                    ComboMembers.read(members.get("config") instanceof Map<?, ?> config ? config : Map.of()),
                    !Boolean.FALSE.equals(members.get("isActive")), createdAt, updatedAt));
        } catch (StoreException e) {
            System.getLogger(ComboRow.class.getName()).log(System.Logger.Level.WARNING,
                    "combo=" + id + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Combo.Entry> entries(@Nullable Object models) {
        return models instanceof List<?> list ? list.stream().flatMap(ComboRow::entry).toList() : List.of();
    }

    private static Stream<Combo.Entry> entry(@Nullable Object model) {
        if (model instanceof String text) {
            return Stream.of(new Combo.Entry(text, 0));
        }
        return model instanceof Map<?, ?> map && map.get("model") instanceof String text
                ? Stream.of(new Combo.Entry(text, weight(map.get("weight"))))
                : Stream.empty();
    }

    private static int weight(@Nullable Object value) {
        return value instanceof Number number ? Math.clamp(number.longValue(), 0, HEAVIEST) : 0;
    }
}
