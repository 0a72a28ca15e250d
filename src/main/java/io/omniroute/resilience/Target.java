package io.omniroute.resilience;

/**
 * One model on one account of one provider.
 *
 * @param provider registry id or node id
 * @param model as it is sent upstream
 */
public record Target(String provider, String connectionId, String model) {}
