package io.omniroute.boot.config;

/**
 * Every key the gateway reads and what holds without it: the one place for defaults. An empty default means that the key is
 * absent, or that the value follows from others, which the comment then says.
 */
public enum Setting {
    SERVER_PORT("omniroute.server.port", "20128"), SERVER_HOST("omniroute.server.host",
            "127.0.0.1"), SERVER_MAX_BODY("omniroute.server.max-body", "10485760"),
    /** The built-in value lists nobody; a {@code *} an operator wrote lists everybody. */
    SERVER_CORS_ORIGIN("omniroute.server.cors-origin", ""), SERVER_ALLOWED_HOSTS("omniroute.server.allowed-hosts",
            ""), SERVER_TRUSTED_PROXIES("omniroute.server.trusted-proxies", ""),
    /** Empty: taken from the request. */
    SERVER_PUBLIC_BASE_URL("omniroute.server.public-base-url", ""),
    /** Empty: the public base URL, else from the address and port. */
    SERVER_INTERNAL_BASE_URL("omniroute.server.internal-base-url",
            ""), SERVER_WATCH_CLIENTS("omniroute.server.watch-clients", "true"),
    /** Empty: as many as the heap holds. */
    SERVER_MAX_REQUESTS("omniroute.server.max-requests", ""),

    /** Empty: required on every binding that is not loopback. */
    AUTH_REQUIRE_API_KEY("omniroute.auth.require-api-key", ""), AUTH_REJECT_UNKNOWN_KEYS(
            "omniroute.auth.reject-unknown-keys",
            "false"), AUTH_COOKIE_SECURE("omniroute.auth.cookie-secure", "auto"), AUTH_SESSION_HOURS(
                    "omniroute.auth.session-hours", "24"), AUTH_INITIAL_PASSWORD("omniroute.auth.initial-password", ""),

    /** Empty, this and the next five: generated at the first start. */
    SECURITY_JWT_SECRET("omniroute.security.jwt-secret", ""), SECURITY_API_KEY_SECRET(
            "omniroute.security.api-key-secret", ""), SECURITY_KEY_HASH_SECRET("omniroute.security.key-hash-secret",
                    ""), SECURITY_MASTER_KEY("omniroute.security.master-key", ""), SECURITY_MACHINE_ID_SALT(
                            "omniroute.security.machine-id-salt", ""), SECURITY_PREVIOUS_MASTER_KEYS(
                                    "omniroute.security.previous-master-keys", ""), SECURITY_ALLOW_KNOWN_DEFAULTS(
                                            "omniroute.security.allow-known-defaults", "false"),

    /** Empty: by the policy of {@link DataDirectory}. */
    DATA_DIR("omniroute.data.dir", ""),
    /** Empty: SQLite in the data directory. */
    DATA_JDBC_URL("omniroute.data.jdbc-url", ""), DATA_JDBC_USER("omniroute.data.jdbc-user",
            ""), DATA_JDBC_PASSWORD("omniroute.data.jdbc-password", ""),

    UPSTREAM_CONNECT_TIMEOUT("omniroute.upstream.connect-timeout", "10s"), UPSTREAM_FETCH_TIMEOUT(
            "omniroute.upstream.fetch-timeout",
            "120s"), UPSTREAM_FIRST_CONTENT_TIMEOUT("omniroute.upstream.first-content-timeout",
                    "300s"), UPSTREAM_STREAM_IDLE_TIMEOUT("omniroute.upstream.stream-idle-timeout",
                            "60s"), UPSTREAM_COMPLETE_TIMEOUT("omniroute.upstream.complete-timeout",
                                    "600s"), UPSTREAM_MAX_CONNECTIONS("omniroute.upstream.max-connections", "4096"),

    UPSTREAM_LIMITER_WAIT("omniroute.upstream.limiter-wait", "30s"),

    ROUTING_SESSION_STICKY("omniroute.routing.session-sticky", "explicit"), ROUTING_UNKNOWN_MODEL(
            "omniroute.routing.unknown-model", "error"), ROUTING_MAX_ATTEMPTS("omniroute.routing.max-attempts",
                    "20"), ROUTING_MAX_TIME("omniroute.routing.max-time", "30m"), RESILIENCE_MAX_COOLDOWN(
                            "omniroute.resilience.max-cooldown", "30m"),

    SSE_HEARTBEAT("omniroute.sse.heartbeat", "15s"), COMPAT_STREAM_DEFAULT("omniroute.compat.stream-default",
            "dialect"), COMPAT_USAGE_BUFFER("omniroute.compat.usage-buffer",
                    "off"), COMPAT_SANITIZE_RESPONSES("omniroute.compat.sanitize-responses", "true"),

    DATA_LOG_RETENTION_DAYS("omniroute.data.log-retention-days", "90"), DATA_CALL_LOG_MAX_ROWS(
            "omniroute.data.call-log-max-rows", "10000"),
    /** Empty: the zone of the server. */
    BUDGET_ZONE("omniroute.budget.zone", ""),

    BYPASS_ENABLED("omniroute.bypass.enabled", "true"), BYPASS_SKIP_PATTERNS("omniroute.bypass.skip-patterns",
            "Please write a 5-10 word title for the following conversation:"), BYPASS_TEXT("omniroute.bypass.text",
                    "Answered by the gateway."), CACHE_MAX_ENTRIES("omniroute.cache.semantic.max-entries",
                            "500"), CACHE_TTL("omniroute.cache.semantic.ttl",
                                    "1h"), CACHE_ABSENT_TEMPERATURE(
                                            "omniroute.cache.semantic.absent-temperature-is-zero",
                                            "false"), CACHE_DEDUP_WINDOW("omniroute.cache.dedup.window",
                                                    "2s"), CACHE_DEDUP_TOOLS("omniroute.cache.dedup.tools", "false"),
    /** Empty: allowed on a loopback binding only. */
    OUTBOUND_ALLOW_PRIVATE("omniroute.outbound.allow-private", ""), OUTBOUND_ALLOWED_HOSTS(
            "omniroute.outbound.allowed-hosts", ""), MANAGEMENT_OPEN_TO_NETWORK("omniroute.management.open-to-network",
                    "false"), IPFILTER_INCLUDE_MANAGEMENT("omniroute.ipfilter.include-management",
                            "false"), CONTEXT_COMPRESS("omniroute.context.compress",
                                    "false"), PROVIDERS_MULTI_CONNECTIONS_PER_NODE(
                                            "omniroute.providers.multi-connections-per-node",
                                            "false"), LOG_LEVEL("omniroute.log.level", "info"), LOG_REQUESTS(
                                                    "omniroute.log.requests", "false");

    private final String property;
    private final String byDefault;

    Setting(String property, String byDefault) {
        this.property = property;
        this.byDefault = byDefault;
    }

    public String property() {
        return property;
    }

    /** The default as a user would write it. */
    public String byDefault() {
        return byDefault;
    }
}
