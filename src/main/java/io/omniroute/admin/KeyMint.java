package io.omniroute.admin;

/** Makes and hashes API keys; {@code boot} puts {@code security} behind it. */
public interface KeyMint {
    MintedKey mint();

    /** The keyed hash under which a key is kept. */
    String hash(String fullKey);

    /**
     * A new key.
     *
     * @param fullKey shown once, kept nowhere
     */
    record MintedKey(String fullKey, String hash, String preview, String machineId) {
        @Override
        public String toString() {
            return "MintedKey[" + preview + "]";
        }
    }
}
