package io.omniroute.boot.config;

import io.omniroute.boot.config.GatewayConfiguration.Auth;
import io.omniroute.boot.config.GatewayConfiguration.Bypass;
import io.omniroute.boot.config.GatewayConfiguration.Caches;
import io.omniroute.boot.config.GatewayConfiguration.Client;
import io.omniroute.boot.config.GatewayConfiguration.Data;
import io.omniroute.boot.config.GatewayConfiguration.Jdbc;
import io.omniroute.boot.config.GatewayConfiguration.Keeping;
import io.omniroute.boot.config.GatewayConfiguration.Loaded;
import io.omniroute.boot.config.GatewayConfiguration.Log;
import io.omniroute.boot.config.GatewayConfiguration.Management;
import io.omniroute.boot.config.GatewayConfiguration.Outbound;
import io.omniroute.boot.config.GatewayConfiguration.Providers;
import io.omniroute.boot.config.GatewayConfiguration.Routing;
import io.omniroute.boot.config.GatewayConfiguration.Security;
import io.omniroute.boot.config.GatewayConfiguration.Server;
import io.omniroute.boot.config.GatewayConfiguration.SessionSticky;
import io.omniroute.boot.config.GatewayConfiguration.StreamDefault;
import io.omniroute.boot.config.GatewayConfiguration.Translation;
import io.omniroute.boot.config.GatewayConfiguration.Upstream;
import io.omniroute.boot.config.GatewayConfiguration.UsageBuffer;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** One reading of all keys: walks the groups, collects problems and warnings, derives what follows from other keys. */
final class ConfigurationReader {
    private static final int SECRET_BYTES = 32;
    private static final int PASSWORD_LENGTH = 200;
    private static final long MIB = 1024L * 1024L;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);

    private final SettingValues values;
    private final Surroundings surroundings;
    private final List<String> warnings = new ArrayList<>();

    ConfigurationReader(Config config, Surroundings surroundings) {
        this.values = new SettingValues(config);
        this.surroundings = surroundings;
    }

    Loaded read() {
        var server = server();
        boolean loopback = server.loopbackBind();
        var management = new Management(flag(Setting.MANAGEMENT_OPEN_TO_NETWORK),
                flag(Setting.IPFILTER_INCLUDE_MANAGEMENT));
        var configuration = new GatewayConfiguration(server, auth(loopback), security(), data(), upstream(), routing(),
                client(), translation(), bypass(), outbound(loopback), management,
                providers(), new Log(values.one(Setting.LOG_LEVEL, ConfigurationReader::logLevel),
                        flag(Setting.LOG_REQUESTS)),
                caches(), keeping());
        return new Loaded(configuration, values.problems(), warnings);
    }

    static String knownDefault(String name) {
        return name + " must not be a value printed in public documents; choose another one, or set "
                + Setting.SECURITY_ALLOW_KNOWN_DEFAULTS.property() + "=true for a test.";
    }

    private Server server() {
        var address = new ListenAddress(values.one(Setting.SERVER_HOST, ListenAddress::host),
                values.one(Setting.SERVER_PORT, ListenAddress::port));
        var publicUrl = values.optional(Setting.SERVER_PUBLIC_BASE_URL, Shapes::url);
        var internalUrl = values.optional(Setting.SERVER_INTERNAL_BASE_URL, Shapes::url);
        return new Server(address,
                values.one(Setting.SERVER_MAX_BODY, (name, text) -> Shapes.number(name, text, 1024, 1024 * MIB)),
                values.list(Setting.SERVER_CORS_ORIGIN, Shapes::origin),
                values.list(Setting.SERVER_ALLOWED_HOSTS, Shapes::host),
                values.list(Setting.SERVER_TRUSTED_PROXIES, Shapes::network), publicUrl,
                internalUrl.or(() -> publicUrl).orElseGet(() -> URI.create(address.url())),
                flag(Setting.SERVER_WATCH_CLIENTS),
                values.optional(Setting.SERVER_MAX_REQUESTS,
                        (name, text) -> (int) Shapes.number(name, text, 1, 1_000_000)));
    }

    private Auth auth(boolean loopback) {
        var explicit = values.optional(Setting.AUTH_REQUIRE_API_KEY, Shapes::flag);
        if (!loopback && !explicit.orElse(true)) {
            warnings.add(values.name(Setting.AUTH_REQUIRE_API_KEY)
                    + " is false on an address other machines can reach: anybody there can use the connected accounts.");
        }
        return new Auth(explicit, explicit.orElse(!loopback), flag(Setting.AUTH_REJECT_UNKNOWN_KEYS),
                values.one(Setting.AUTH_COOKIE_SECURE, ConfigurationReader::alwaysSecure),
                Duration.ofHours(
                        values.one(Setting.AUTH_SESSION_HOURS, (name, text) -> Shapes.number(name, text, 1, 8_760))),
                values.optional(Setting.AUTH_INITIAL_PASSWORD, ConfigurationReader::password));
    }

    private Security security() {
        boolean allowed = flag(Setting.SECURITY_ALLOW_KNOWN_DEFAULTS);
        var security = new Security(
                values.optional(Setting.SECURITY_JWT_SECRET, (name, text) -> jwtSecret(name, text, allowed)),
                values.optional(Setting.SECURITY_API_KEY_SECRET, (name, text) -> Shapes.secret(name, text, 1)),
                values.optional(Setting.SECURITY_KEY_HASH_SECRET,
                        (name, text) -> Shapes.secret(name, text, SECRET_BYTES)),
                values.optional(Setting.SECURITY_MASTER_KEY, ConfigurationReader::masterKey),
                values.list(Setting.SECURITY_PREVIOUS_MASTER_KEYS, ConfigurationReader::masterKey),
                values.optional(Setting.SECURITY_MACHINE_ID_SALT, (name, text) -> text), allowed);
        security.apiKeySecret().filter(KnownDefaults::apiKeySecret).ifPresent(known -> warnings
                .add(values.name(Setting.SECURITY_API_KEY_SECRET)
                        + " is a value printed in public documents: new API keys use a generated secret instead."));
        security.machineIdSalt().filter(KnownDefaults::machineIdSalt).ifPresent(known -> warnings.add(
                values.name(Setting.SECURITY_MACHINE_ID_SALT) + " is a value printed in public documents."));
        return security;
    }

    private Data data() {
        var named = values.optional(Setting.DATA_DIR, (name, text) -> DataDirectory.named(name, text, surroundings));
        var jdbc = values.optional(Setting.DATA_JDBC_URL, ConfigurationReader::jdbcUrl)
                .map(url -> new Jdbc(url, values.optional(Setting.DATA_JDBC_USER, (name, text) -> text),
                        values.optional(Setting.DATA_JDBC_PASSWORD, (name, text) -> text)));
        return new Data(named.orElseGet(() -> DataDirectory.byRule(surroundings)), jdbc);
    }

    private Keeping keeping() {
        return new Keeping(
                values.one(Setting.DATA_LOG_RETENTION_DAYS, (name, text) -> (int) Shapes.number(name, text, 1, 3_650)),
                values.one(Setting.DATA_CALL_LOG_MAX_ROWS,
                        (name, text) -> (int) Shapes.number(name, text, 0, 10_000_000)),
                values.optional(Setting.BUDGET_ZONE, ConfigurationReader::zone).orElseGet(ZoneId::systemDefault));
    }

    private static ZoneId zone(String name, String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw Shapes.wrong(name, "a time zone such as Europe/Berlin", text);
        }
    }

    private Upstream upstream() {
        return new Upstream(timeout(Setting.UPSTREAM_CONNECT_TIMEOUT), timeout(Setting.UPSTREAM_FETCH_TIMEOUT),
                timeout(Setting.UPSTREAM_FIRST_CONTENT_TIMEOUT), timeout(Setting.UPSTREAM_STREAM_IDLE_TIMEOUT),
                timeout(Setting.UPSTREAM_COMPLETE_TIMEOUT), values.one(Setting.UPSTREAM_MAX_CONNECTIONS,
                        (name, text) -> (int) Shapes.number(name, text, 1, 100_000)));
    }

    private Routing routing() {
        return new Routing(
                values.one(Setting.ROUTING_SESSION_STICKY,
                        (name, text) -> Shapes.choice(name, text, SessionSticky.class)),
                Optional.of(values.one(Setting.ROUTING_UNKNOWN_MODEL, (name, text) -> text.strip()))
                        .filter(provider -> !provider.equalsIgnoreCase("error")),
                values.one(Setting.ROUTING_MAX_ATTEMPTS, (name, text) -> (int) Shapes.number(name, text, 1, 1_000)),
                timeout(Setting.ROUTING_MAX_TIME),
                values.one(Setting.UPSTREAM_LIMITER_WAIT,
                        (name, text) -> Shapes.duration(name, text, Duration.ZERO, Duration.ofHours(1))),
                timeout(Setting.RESILIENCE_MAX_COOLDOWN));
    }

    private Client client() {
        return new Client(
                values.one(Setting.SSE_HEARTBEAT,
                        (name, text) -> Shapes.duration(name, text, Duration.ZERO, Duration.ofHours(1))),
                values.one(Setting.COMPAT_STREAM_DEFAULT,
                        (name, text) -> Shapes.choice(name, text, StreamDefault.class)));
    }

    private Translation translation() {
        return new Translation(values.one(Setting.COMPAT_USAGE_BUFFER, ConfigurationReader::usageBuffer),
                flag(Setting.COMPAT_SANITIZE_RESPONSES), flag(Setting.CONTEXT_COMPRESS));
    }

    private static UsageBuffer usageBuffer(String name, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "off", "0" -> UsageBuffer.OFF;
            case "auto" -> UsageBuffer.AUTO;
            default -> new UsageBuffer(Shapes.number(name, text, 0, 1_000_000), true);
        };
    }

    private Bypass bypass() {
        return new Bypass(flag(Setting.BYPASS_ENABLED),
                values.one(Setting.BYPASS_SKIP_PATTERNS, (name, text) -> Shapes.list(text)),
                values.one(Setting.BYPASS_TEXT, (name, text) -> text));
    }

    private Caches caches() {
        return new Caches(
                values.one(Setting.CACHE_MAX_ENTRIES, (name, text) -> (int) Shapes.number(name, text, 0, 100_000)),
                values.one(Setting.CACHE_TTL,
                        (name, text) -> Shapes.duration(name, text, Duration.ZERO, Duration.ofDays(365))),
                flag(Setting.CACHE_ABSENT_TEMPERATURE),
                values.one(Setting.CACHE_DEDUP_WINDOW,
                        (name, text) -> Shapes.duration(name, text, Duration.ZERO, Duration.ofHours(1))),
                flag(Setting.CACHE_DEDUP_TOOLS));
    }

    private Outbound outbound(boolean loopback) {
        return new Outbound(values.optional(Setting.OUTBOUND_ALLOW_PRIVATE, Shapes::flag).orElse(loopback),
                values.list(Setting.OUTBOUND_ALLOWED_HOSTS, Shapes::host));
    }

    private Providers providers() {
        Map<String, URI> baseUrls = values.providerUrls();
        return new Providers(flag(Setting.PROVIDERS_MULTI_CONNECTIONS_PER_NODE), baseUrls);
    }

    private boolean flag(Setting setting) {
        return values.one(setting, Shapes::flag);
    }

    private Duration timeout(Setting setting) {
        return values.one(setting, (name, text) -> Shapes.duration(name, text, SHORTEST_TIMEOUT, LONGEST_TIMEOUT));
    }

    /** {@code false} means the same as {@code auto}: over HTTPS the cookie is secure in any case. */
    private static boolean alwaysSecure(String name, String text) {
        return !text.strip().equalsIgnoreCase("auto") && Shapes.flag(name, text);
    }

    private static String password(String name, String text) {
        if (text.length() > PASSWORD_LENGTH) {
            throw Shapes.wrong(name, "at most " + PASSWORD_LENGTH + " characters long", text);
        }
        return text;
    }

    private static String jwtSecret(String name, String text, boolean knownAllowed) {
        if (KnownDefaults.jwtSecret(text) && !knownAllowed) {
            throw new ConfigurationException(knownDefault(name));
        }
        return KnownDefaults.jwtSecret(text) ? text : Shapes.secret(name, text, SECRET_BYTES);
    }

    private static String masterKey(String name, String text) {
        return Shapes.masterKey(name, text).length == 0 ? "" : text;
    }

    private static String jdbcUrl(String name, String text) {
        if (!text.startsWith("jdbc:postgresql:")) {
            throw Shapes.wrong(name, "a URL that begins with jdbc:postgresql:", text);
        }
        return text;
    }

    private static System.Logger.Level logLevel(String name, String text) {
        return Shapes.choice(name, text.strip().equalsIgnoreCase("warn") ? "warning" : text, System.Logger.Level.class);
    }
}
