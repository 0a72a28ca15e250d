package io.omniroute.persistence;

import io.omniroute.domain.policy.Lockout;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failed attempts of one identifier; times in milliseconds since the epoch. */
@Entity
@Table(name = "domain_lockout_state")
@NamedQuery(name = "LockoutRow.all", query = "select l from LockoutRow l order by l.identifier")
@NamedQuery(name = "LockoutRow.remove", query = "delete from LockoutRow l where l.identifier = :identifier")
class LockoutRow {
    @Id
    String identifier = "";
    String attempts = "[]";
    @Nullable
    @Column(name = "locked_until")
    Long lockedUntil;

    static LockoutRow of(Lockout lockout) {
        var row = new LockoutRow();
        row.identifier = lockout.identifier();
        row.attempts = JsonText.of(lockout.attempts().stream().map(Instant::toEpochMilli).toList());
        row.lockedUntil = lockout.lockedUntil().map(Instant::toEpochMilli).orElse(null);
        return row;
    }

    Lockout toDomain() {
        return new Lockout(identifier, JsonText.longs(attempts).stream().map(Instant::ofEpochMilli).toList(),
                Optional.ofNullable(lockedUntil).map(Instant::ofEpochMilli));
    }
}
