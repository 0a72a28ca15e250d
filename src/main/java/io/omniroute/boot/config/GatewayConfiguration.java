package io.omniroute.boot.config;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Everything an operator can configure outside the console, read once at start and checked. Prints no secret. */
public record GatewayConfiguration(Server server, Auth auth, Security security, Data data, Upstream upstream,
        Routing routing, Client client, Translation translation, Bypass bypass, Outbound outbound,
        Management management,
        Providers providers, Log log, Caches caches, Keeping keeping) {
    /** Reads every key. Where a value is wrong its default stands in, and the start has to be refused. */
    public static Loaded read(Config config) {
        return new ConfigurationReader(config, Surroundings.ofThisProcess()).read();
    }

    /**
     * @param problems one sentence per key that cannot be used; the gateway must not start with any
     * @param warnings one sentence per choice that is allowed and doubtful
     */
    public record Loaded(GatewayConfiguration configuration, List<String> problems, List<String> warnings) {
        public Loaded {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param maxBodyBytes largest JSON body of a request
     * @param corsOrigins lower case; empty lists nobody, {@code *} everybody
     * @param allowedHosts further names accepted in {@code Host}, lower case
     * @param trustedProxies addresses and networks whose forwarding headers are believed
     * @param publicBaseUrl empty: taken from the request
     * @param watchClients look for clients that left while nothing can be written to them
     * @param maxRequests at one time; empty: as many as the heap holds
     */
    public record Server(ListenAddress address, long maxBodyBytes, List<String> corsOrigins, List<String> allowedHosts,
            List<String> trustedProxies, Optional<URI> publicBaseUrl, URI internalBaseUrl, boolean watchClients,
            Optional<Integer> maxRequests) {
        public Server {
            corsOrigins = List.copyOf(corsOrigins);
            allowedHosts = List.copyOf(allowedHosts);
            trustedProxies = List.copyOf(trustedProxies);
        }

        public boolean loopbackBind() {
            return address.loopback();
        }
    }

    /**
     * @param requireApiKey what the operator said, empty when nothing: then the binding decides
     * @param keysRequired what holds
     * @param cookieAlwaysSecure the session cookie is marked secure on plain HTTP too
     * @param initialPassword for as long as no password was set
     */
    public record Auth(Optional<Boolean> requireApiKey, boolean keysRequired, boolean rejectUnknownKeys,
            boolean cookieAlwaysSecure, Duration sessionLife, Optional<String> initialPassword) {
        @Override
        public String toString() {
            return "Auth[keysRequired=" + keysRequired + ", rejectUnknownKeys=" + rejectUnknownKeys
                    + ", cookieAlwaysSecure=" + cookieAlwaysSecure + ", sessionLife=" + sessionLife + "]";
        }
    }

    /** What is configured of the secrets; {@link SecretsFile#complete} adds the rest. */
    public record Security(Optional<String> jwtSecret, Optional<String> apiKeySecret, Optional<String> keyHashSecret,
            Optional<String> masterKey, List<String> previousMasterKeys, Optional<String> machineIdSalt,
            boolean allowKnownDefaults) {
        public Security {
            previousMasterKeys = List.copyOf(previousMasterKeys);
        }

        @Override
        public String toString() {
            return "Security[…]";
        }
    }

    /** @param jdbc empty: SQLite in the directory */
    public record Data(DataDirectory directory, Optional<Jdbc> jdbc) {}

    /** @param url of PostgreSQL */
    public record Jdbc(String url, Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return "Jdbc[…]";
        }
    }

    /**
     * @param fetchTimeout until the headers of a streamed answer
     * @param firstContentTimeout from the headers to the first content of a stream
     * @param streamIdleTimeout silence of a stream after its first content
     * @param completeTimeout the whole of an answer that is not streamed
     */
    public record Upstream(Duration connectTimeout, Duration fetchTimeout, Duration firstContentTimeout,
            Duration streamIdleTimeout, Duration completeTimeout, int maxConnections) {}

    /**
     * @param unknownModel provider that gets names nobody knows; empty: they are errors
     * @param maxAttempts upstream calls of one request
     * @param maxTime after which a request makes no further call
     * @param limiterWait longest wait for a free slot of an account
     * @param maxCooldown longest rest of an account before it is tried again
     */
    public record Routing(SessionSticky sessionSticky, Optional<String> unknownModel, int maxAttempts,
            Duration maxTime, Duration limiterWait, Duration maxCooldown) {}

    /** Which conversations stay on the account that served them. */
    public enum SessionSticky {
        OFF,
        /** Those the client names. */
        EXPLICIT,
        /** Those that begin alike, too. */
        ALWAYS
    }

    /** @param heartbeat silence towards a client after which a keep-alive is sent; zero = never */
    public record Client(Duration heartbeat, StreamDefault streamDefault) {}

    /**
     * What is added to the prompt count that clients are told (40 section 18).
     *
     * @param tokens 0 = nothing
     * @param everywhere on every route; else only where the gateway itself changed the prompt
     */
    public record UsageBuffer(long tokens, boolean everywhere) {
        static final UsageBuffer OFF = new UsageBuffer(0, false);
        /** What the reference product adds. */
        static final UsageBuffer AUTO = new UsageBuffer(2_000, false);
    }

    /**
     * How long and how much is kept, and whose midnight begins a day.
     *
     * @param retentionDays for usage and call logs, while no setting says otherwise
     */
    public record Keeping(int retentionDays, int callLogMaxRows, ZoneId budgetZone) {}

    /** @param requests write the stages of every request to files (40 section 18) */
    public record Log(System.Logger.Level level, boolean requests) {}

    /**
     * @param usageBuffer what clients are told of usage
     * @param sanitizeResponses repair lax providers' answers
     * @param compressContext drop parts of conversations that exceed a model's context (40 section 14)
     */
    public record Translation(UsageBuffer usageBuffer, boolean sanitizeResponses, boolean compressContext) {}

    /**
     * Small talk of Claude's command line that the gateway answers itself (10 section 17).
     *
     * @param skipPatterns texts that mark a request as such
     */
    public record Bypass(boolean enabled, List<String> skipPatterns, String text) {
        public Bypass {
            skipPatterns = List.copyOf(skipPatterns);
        }
    }

    /**
     * @param maxEntries answers the response cache holds in memory
     * @param ttl how long an answer counts, unless an operator set it in the console
     * @param absentTemperatureIsZero requests without a temperature are kept, too
     * @param dedupWindow how long a shared result serves equal requests after its end; zero = nothing is shared
     * @param dedupTools requests with tools share, too
     */
    public record Caches(int maxEntries, Duration ttl, boolean absentTemperatureIsZero, Duration dedupWindow,
            boolean dedupTools) {}

    /** What a request without a {@code stream} field gets. */
    public enum StreamDefault {
        /** What the dialect says. */
        DIALECT,
        /** A stream, as the reference product did. */
        ALWAYS
    }

    /**
     * @param allowPrivate URLs may lead to loopback and private addresses
     * @param allowedHosts always allowed besides, lower case
     */
    public record Outbound(boolean allowPrivate, List<String> allowedHosts) {
        public Outbound {
            allowedHosts = List.copyOf(allowedHosts);
        }
    }

    /**
     * @param openToNetwork without a required login, other machines may manage as well
     * @param ipFiltered the IP filter stands before the management API, too
     */
    public record Management(boolean openToNetwork, boolean ipFiltered) {}

    /** @param baseUrls other base URLs than the catalogue's, by provider id */
    public record Providers(boolean multiConnectionsPerNode, Map<String, URI> baseUrls) {
        public Providers {
            baseUrls = Map.copyOf(baseUrls);
        }
    }

    /**
     * Why the configured first password must not be used. To be asked only where it would be: while no password was set.
     */
    public Optional<String> initialPasswordProblem() {
        return auth.initialPassword().filter(KnownDefaults::password).filter(known -> !security.allowKnownDefaults())
                .map(known -> ConfigurationReader.knownDefault("INITIAL_PASSWORD"));
    }
}
