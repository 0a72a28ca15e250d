package io.omniroute.domain.resilience;

/** Keeps the state over a restart. */
public interface StateStore {
    KnownState load();

    /** Writes these over what is known of them; accounts that are no more are passed over. */
    void save(KnownState changed);
}
