package io.omniroute.boot;

import io.omniroute.admin.AdminSettings;
import io.omniroute.api.DoorSettings;
import io.omniroute.boot.config.GatewayConfiguration;
import io.omniroute.boot.config.GatewayConfiguration.StreamDefault;
import io.omniroute.cache.Caches;
import io.omniroute.cache.Eligibility;
import io.omniroute.cache.ResponseCache;
import io.omniroute.domain.cache.AnswerSink;
import io.omniroute.domain.settings.LogSettings;
import io.omniroute.gateway.GateSettings;
import io.omniroute.gateway.GatewaySettings;
import io.omniroute.persistence.DatabaseSettings;
import io.omniroute.policy.Bypass;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.json.JsonText;
import io.omniroute.translation.stages.UsageBuffer;
import io.omniroute.upstream.http.GuardSettings;
import io.omniroute.upstream.http.TransportSettings;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From the one configuration to what each room needs of it. */
final class Settings {
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(60);
    /** A stream that is held takes some 70 KB. */
    private static final long HEAP_OF_A_REQUEST = 128 << 10;
    private static final long FEWEST_REQUESTS = 256;
    /** After its first content a stream that says nothing but comments and pings is silent (40 section 17). */
    private static final Duration CHATTER = Duration.ofSeconds(300);

    private Settings() {}

    static DatabaseSettings database(GatewayConfiguration configuration) {
        var jdbc = configuration.data().jdbc();
        return new DatabaseSettings(configuration.data().directory().path(), jdbc.map(GatewayConfiguration.Jdbc::url),
                jdbc.flatMap(GatewayConfiguration.Jdbc::user), jdbc.flatMap(GatewayConfiguration.Jdbc::password));
    }

    static AdminSettings admin(GatewayConfiguration configuration) {
        return new AdminSettings(configuration.data().directory().path(),
                configuration.providers().multiConnectionsPerNode(), configuration.server().loopbackBind(),
                configuration.log().requests());
    }

    static GatewaySettings gateway(GatewayConfiguration configuration) {
        var upstream = configuration.upstream();
        return new GatewaySettings(upstream.fetchTimeout(), upstream.completeTimeout(), upstream.firstContentTimeout(),
                upstream.streamIdleTimeout(), CHATTER, configuration.client().heartbeat(),
                configuration.server().watchClients(), configuration.client().streamDefault() == StreamDefault.ALWAYS,
                baseUrls(configuration), pursuit(configuration));
    }

    private static int heldByHeap() {
        return (int) Math.max(FEWEST_REQUESTS, Runtime.getRuntime().maxMemory() / HEAP_OF_A_REQUEST);
    }

    private static GatewaySettings.Pursuit pursuit(GatewayConfiguration configuration) {
        var routing = configuration.routing();
        var sticky = switch (routing.sessionSticky()) {
            case OFF -> GatewaySettings.Sticky.OFF;
            case EXPLICIT -> GatewaySettings.Sticky.EXPLICIT;
            case ALWAYS -> GatewaySettings.Sticky.ALWAYS;
        };
        return new GatewaySettings.Pursuit(sticky, routing.unknownModel(), routing.maxAttempts(), routing.maxTime(),
                routing.limiterWait(), configuration.server().maxRequests().orElseGet(Settings::heldByHeap));
    }

    static Caches caches(GatewayConfiguration configuration, AnswerSink sink) {
        var caches = configuration.caches();
        var text = new ResponseCache.Text(JsonText::write, JsonText::parse);
        return Caches.of(
                new Eligibility(caches.absentTemperatureIsZero(), caches.dedupWindow(), caches.dedupTools()),
                caches.ttl(), new ResponseCache(ResponseCache.Limits.of(caches.maxEntries()), sink, text),
                System::nanoTime);
    }

    static LogSettings log(GatewayConfiguration configuration) {
        return new LogSettings(configuration.keeping().retentionDays(), LogSettings.DEFAULTS.payloads());
    }

    static TranslationSettings translation(GatewayConfiguration configuration) {
        var translation = configuration.translation();
        var buffer = translation.usageBuffer();
        return new TranslationSettings(new UsageBuffer(buffer.everywhere() ? buffer.tokens() : 0, buffer.tokens()),
                translation.sanitizeResponses(), translation.compressContext());
    }

    static Bypass bypass(GatewayConfiguration configuration) {
        var bypass = configuration.bypass();
        return new Bypass(bypass.enabled(), bypass.skipPatterns(), bypass.text());
    }

    static Map<String, String> baseUrls(GatewayConfiguration configuration) {
        return configuration.providers().baseUrls().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
    }

    static GateSettings gate(GatewayConfiguration configuration) {
        return new GateSettings(configuration.auth().requireApiKey(), configuration.server().loopbackBind(),
                configuration.auth().rejectUnknownKeys(), configuration.server().corsOrigins(), hosts(configuration));
    }

    static DoorSettings door(GatewayConfiguration configuration) {
        return new DoorSettings(configuration.server().maxBodyBytes(), configuration.server().corsOrigins());
    }

    static io.omniroute.management.GuardSettings management(GatewayConfiguration configuration) {
        return new io.omniroute.management.GuardSettings(configuration.management().openToNetwork(),
                configuration.auth().cookieAlwaysSecure(), hosts(configuration),
                configuration.auth().sessionLife());
    }

    static GuardSettings guard(GatewayConfiguration configuration) {
        return new GuardSettings(configuration.outbound().allowPrivate(),
                Set.copyOf(configuration.outbound().allowedHosts()), configuration.server().address().port(),
                ownAddresses());
    }

    /** The addresses of this machine: a node that leads back to the gateway would call itself until nothing is left. */
    private static Set<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new UncheckedIOException("the addresses of this machine cannot be listed", e);
        }
    }

    static TransportSettings transport(GatewayConfiguration configuration) {
        return new TransportSettings(configuration.upstream().connectTimeout(),
                configuration.upstream().maxConnections(), IDLE_CONNECTION, "OmniRoute/" + Version.text());
    }

    /** Names a {@code Host} header may carry besides addresses and {@code localhost}. */
    private static Set<String> hosts(GatewayConfiguration configuration) {
        var hosts = new HashSet<>(configuration.server().allowedHosts());
        host(configuration.server().publicBaseUrl()).ifPresent(hosts::add);
        host(Optional.of(configuration.server().internalBaseUrl())).ifPresent(hosts::add);
        return hosts;
    }

    private static Optional<String> host(Optional<URI> url) {
        return url.map(URI::getHost).map(host -> host.toLowerCase(Locale.ROOT));
    }
}
