package io.omniroute.policy;

/**
 * What the operator demands of callers.
 *
 * @param keyRequired nothing without a valid key ({@code REQUIRE_API_KEY}, or a model list that needs one)
 * @param unknownKeysRefused where no key is required, a key nobody knows is refused instead of ignored
 *     ({@code omniroute.auth.reject-unknown-keys})
 */
public record KeyRules(boolean keyRequired, boolean unknownKeysRefused) {}
