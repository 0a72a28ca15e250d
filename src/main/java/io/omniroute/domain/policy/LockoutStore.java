package io.omniroute.domain.policy;

import java.util.List;

/** Keeps lockouts over a restart. */
public interface LockoutStore {
    List<Lockout> all();

    void save(Lockout lockout);

    void remove(String identifier);
}
