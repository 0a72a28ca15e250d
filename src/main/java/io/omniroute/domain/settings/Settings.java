package io.omniroute.domain.settings;

import java.util.List;

/**
 * The settings the corridor and the management API act on; the others are kept as they are and handed out again.
 *
 * @param requireLogin management API and console need a login
 * @param requireAuthForModels model lists need a key or a session
 * @param blockedProviders ids refused on the compatibility API
 * @param bruteForceProtection login attempts are throttled
 */
public record Settings(boolean requireLogin, boolean requireAuthForModels, List<String> blockedProviders,
        boolean bruteForceProtection) {

    public static final Settings DEFAULTS = new Settings(true, false, List.of(), true);
    public Settings {
        blockedProviders = List.copyOf(blockedProviders);
    }
}
