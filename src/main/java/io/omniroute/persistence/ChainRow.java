package io.omniroute.persistence;

import io.omniroute.domain.StoreException;
import io.omniroute.domain.route.FallbackChain;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fallback chain of one model; its entries are JSON text. */
@Entity
@Table(name = "domain_fallback_chains")
@NamedQuery(name = "ChainRow.all", query = "select c from ChainRow c order by c.model")
@NamedQuery(name = "ChainRow.delete", query = "delete from ChainRow c where c.model = :model")
class ChainRow {
    @Id
    String model = "";
    String chain = "";
    @Nullable
    String name;

    static ChainRow of(FallbackChain chain) {
        var row = new ChainRow();
        row.model = chain.model();
        row.chain = JsonText.of(chain.entries().stream().map(ChainRow::members).toList());
        row.name = chain.name().isEmpty() ? null : chain.name();
        return row;
    }

    private static Map<String, Object> members(FallbackChain.Entry entry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("provider", entry.provider());
        entry.model().ifPresent(model -> members.put("model", model));
        members.put("priority", entry.priority());
        members.put("enabled", entry.enabled());
        return members;
    }

    /** Empty when the row cannot be read; imported entries name no model. */
    Optional<FallbackChain> toDomain() {
        try {
            return Optional.of(new FallbackChain(model, name == null ? "" : name,
                    JsonText.objects(chain).stream().flatMap(ChainRow::entry).toList()));
        } catch (StoreException e) {
            System.getLogger(ChainRow.class.getName()).log(System.Logger.Level.WARNING,
                    "the fallback chain of " + model + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Stream<FallbackChain.Entry> entry(Map<String, @Nullable Object> members) {
        if (!(members.get("provider") instanceof String provider)) {
            return Stream.empty();
        }
        Optional<String> model = members.get("model") instanceof String text ? Optional.of(text) : Optional.empty();
        int priority = members.get("priority") instanceof Number number ? number.intValue() : 0;
        return Stream.of(new FallbackChain.Entry(provider, model, priority,
                !Boolean.FALSE.equals(members.get("enabled"))));
    }
}
