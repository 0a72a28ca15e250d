package io.omniroute.domain.settings;

/**
 * A text that every conversation gets (40 section 15).
 *
 * @param append behind the client's own system text; else before it
 */
public record SystemPrompt(boolean enabled, String text, boolean append) {
    public static final SystemPrompt NONE = new SystemPrompt(false, "", false);
    /** Whether requests are changed at all. */
    public boolean inForce() {
        return enabled && !text.isBlank();
    }
}
