package io.omniroute.boot.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The environment variables of the reference product and the property each of them stands for. Where several names mean the
 * same property, the first one that is set wins.
 */
public final class LegacyNames {
    private static final String HOSTNAME = "HOSTNAME";
    private static final Pattern OAUTH_CLIENT = Pattern.compile("([A-Z0-9_]+)_OAUTH_CLIENT_(ID|SECRET)");
    private static final Map<String, List<String>> BY_PROPERTY = table();

    private LegacyNames() {}

    /** @param name the variable that is set */
    public record Found(String name, String value) {
        @Override
        public String toString() {
            return "Found[" + name + "]";
        }
    }

    /** The value an environment gives to a property under one of its old names; blank values count as not set. */
    public static Optional<Found> find(String property, Map<String, String> environment) {
        return names(property).stream().map(name -> new Found(name, environment.getOrDefault(name, "")))
                .filter(LegacyNames::usable).findFirst();
    }

    /** Properties for which the environment has a usable old name. */
    public static Set<String> properties(Map<String, String> environment) {
        var found = new TreeSet<String>();
        BY_PROPERTY.keySet().stream().filter(property -> find(property, environment).isPresent()).forEach(found::add);
        environment.keySet().stream().map(LegacyNames::oauthProperty).flatMap(Optional::stream).forEach(found::add);
        return found;
    }

    static Map<String, List<String>> all() {
        return BY_PROPERTY;
    }

    private static List<String> names(String property) {
        var fixed = BY_PROPERTY.get(property);
        return fixed != null ? fixed : oauthVariable(property).map(List::of).orElse(List.of());
    }

    /** Shells and containers set HOSTNAME to the machine's name, which is no wish to bind to it. */
    private static boolean usable(Found found) {
        return !found.value().isBlank()
                && (!found.name().equals(HOSTNAME) || ListenAddress.literal(found.value().strip()));
    }

    private static Optional<String> oauthProperty(String variable) {
        var match = OAUTH_CLIENT.matcher(variable);
        return match.matches()
                ? Optional
                        .of("omniroute.oauth." + match.group(1).toLowerCase(Locale.ROOT).replace('_', '-') + ".client-"
                                + match.group(2).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static Optional<String> oauthVariable(String property) {
        String prefix = "omniroute.oauth.";
        int end = property.lastIndexOf(".client-");
        if (!property.startsWith(prefix) || end <= prefix.length()) {
            return Optional.empty();
        }
        String provider = property.substring(prefix.length(), end);
        String field = property.substring(end + 1);
        return Optional.of((provider + "_OAUTH_" + field).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Map<String, List<String>> table() {
        var names = new LinkedHashMap<String, List<String>>();
        names.putAll(namedInTheReferenceDocuments());
        names.putAll(foundInTheReferenceCode());
        for (String tool : List.of("claude", "codex", "droid", "openclaw", "cursor", "cline", "kilo", "continue")) {
            names.put("omniroute.cli.bin." + tool, List.of("CLI_" + tool.toUpperCase(Locale.ROOT) + "_BIN"));
        }
        return Map.copyOf(names);
    }

    private static Map<String, List<String>> namedInTheReferenceDocuments() {
        return Map.ofEntries(Map.entry("omniroute.security.jwt-secret", List.of("JWT_SECRET")),
                Map.entry("omniroute.auth.initial-password", List.of("INITIAL_PASSWORD")),
                Map.entry("omniroute.data.dir", List.of("DATA_DIR")),
                Map.entry("omniroute.server.port", List.of("PORT")),
                Map.entry("omniroute.server.host", List.of(HOSTNAME)),
                Map.entry("omniroute.mode", List.of("NODE_ENV")),
                Map.entry("omniroute.server.internal-base-url", List.of("BASE_URL")),
                Map.entry("omniroute.cloud.url", List.of("CLOUD_URL", "NEXT_PUBLIC_CLOUD_URL")),
                Map.entry("omniroute.server.public-base-url", List.of("NEXT_PUBLIC_BASE_URL")),
                Map.entry("omniroute.security.api-key-secret", List.of("API_KEY_SECRET")),
                Map.entry("omniroute.security.machine-id-salt", List.of("MACHINE_ID_SALT")),
                Map.entry("omniroute.auth.require-api-key", List.of("REQUIRE_API_KEY")),
                Map.entry("omniroute.auth.cookie-secure", List.of("AUTH_COOKIE_SECURE")),
                Map.entry("omniroute.log.requests", List.of("ENABLE_REQUEST_LOGS")),
                Map.entry("omniroute.providers.multi-connections-per-node",
                        List.of("ALLOW_MULTI_CONNECTIONS_PER_COMPAT_NODE")),
                Map.entry("omniroute.upstream.proxy.http", List.of("HTTP_PROXY", "http_proxy")),
                Map.entry("omniroute.upstream.proxy.https", List.of("HTTPS_PROXY", "https_proxy")),
                Map.entry("omniroute.upstream.proxy.all", List.of("ALL_PROXY", "all_proxy")),
                Map.entry("omniroute.upstream.proxy.no-proxy", List.of("NO_PROXY", "no_proxy")),
                Map.entry("omniroute.upstream.proxy.socks5-enabled", List.of("ENABLE_SOCKS5_PROXY")));
    }

    private static Map<String, List<String>> foundInTheReferenceCode() {
        return Map.ofEntries(Map.entry("omniroute.upstream.fetch-timeout", List.of("FETCH_TIMEOUT_MS")),
                Map.entry("omniroute.upstream.stream-idle-timeout", List.of("STREAM_IDLE_TIMEOUT_MS")),
                Map.entry("omniroute.cloud.timeout", List.of("CLOUD_SYNC_TIMEOUT_MS")),
                Map.entry("omniroute.cache.semantic.max-entries", List.of("SEMANTIC_CACHE_MAX_SIZE")),
                Map.entry("omniroute.cache.semantic.ttl", List.of("SEMANTIC_CACHE_TTL_MS")),
                Map.entry("omniroute.data.log-retention-days", List.of("LOG_RETENTION_DAYS")),
                Map.entry("omniroute.server.max-body", List.of("MAX_BODY_SIZE_BYTES")),
                Map.entry("omniroute.server.cors-origin", List.of("CORS_ORIGIN")),
                Map.entry("omniroute.log.no-log-keys", List.of("NO_LOG_API_KEY_IDS")),
                Map.entry("omniroute.cli.mode", List.of("CLI_MODE")),
                Map.entry("omniroute.cli.extra-paths", List.of("CLI_EXTRA_PATHS")),
                Map.entry("omniroute.cli.home", List.of("CLI_CONFIG_HOME")),
                Map.entry("omniroute.cli.allow-writes", List.of("CLI_ALLOW_CONFIG_WRITES")),
                Map.entry("omniroute.security.master-key", List.of("OMNIROUTE_MASTER_KEY", "STORAGE_ENCRYPTION_KEY")));
    }
}
