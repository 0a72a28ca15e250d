package io.omniroute.domain.resilience;

/** Where the state lives while the gateway runs. */
public interface StateSource {
    /** What changed since the last call. */
    KnownState changes();

    /** These could not be kept and have to be told again. */
    void again(KnownState lost);
}
