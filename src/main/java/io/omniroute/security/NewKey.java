package io.omniroute.security;

/**
 * An API key at the only moment when its full text is known.
 *
 * @param text the full key, for the person who asked for it and nobody else
 * @param hash what is stored instead of it
 * @param preview what may be shown of it later
 */
public record NewKey(String text, String hash, String preview, String machineId) {
    @Override
    public String toString() {
        return "NewKey[" + preview + "]";
    }
}
