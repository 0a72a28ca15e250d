package io.omniroute.domain.usage;

/**
 * Sums of one group.
 *
 * @param key provider id, {@code model (provider)}, connection id or API key id (empty = local mode)
 * @param label what to show for it: the key's name where there is one, else the key
 */
public record UsageGroup(String key, String label, UsageTotals totals) {
    /** What to group by. */
    public enum By {
        PROVIDER, MODEL, ACCOUNT, API_KEY
    }
}
