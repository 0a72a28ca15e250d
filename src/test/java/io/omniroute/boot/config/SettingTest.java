package io.omniroute.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of keys and defaults, written down a second time: a change has to be made on purpose. */
class SettingTest {
    private static final List<String> EXPECTED = """
            omniroute.server.port=20128
            omniroute.server.host=127.0.0.1
            omniroute.server.max-body=10485760
            omniroute.server.cors-origin=
            omniroute.server.allowed-hosts=
            omniroute.server.trusted-proxies=
            omniroute.server.public-base-url=
            omniroute.server.internal-base-url=
            omniroute.server.watch-clients=true
            omniroute.server.max-requests=
            omniroute.auth.require-api-key=
            omniroute.auth.reject-unknown-keys=false
            omniroute.auth.cookie-secure=auto
            omniroute.auth.session-hours=24
            omniroute.auth.initial-password=
            omniroute.security.jwt-secret=
            omniroute.security.api-key-secret=
            omniroute.security.key-hash-secret=
            omniroute.security.master-key=
            omniroute.security.machine-id-salt=
            omniroute.security.previous-master-keys=
            omniroute.security.allow-known-defaults=false
            omniroute.data.dir=
            omniroute.data.jdbc-url=
            omniroute.data.jdbc-user=
            omniroute.data.jdbc-password=
            omniroute.upstream.connect-timeout=10s
            omniroute.upstream.fetch-timeout=120s
            omniroute.upstream.first-content-timeout=300s
            omniroute.upstream.stream-idle-timeout=60s
            omniroute.upstream.complete-timeout=600s
            omniroute.upstream.max-connections=4096
            omniroute.upstream.limiter-wait=30s
            omniroute.routing.session-sticky=explicit
            omniroute.routing.unknown-model=error
            omniroute.routing.max-attempts=20
            omniroute.routing.max-time=30m
            omniroute.resilience.max-cooldown=30m
            omniroute.sse.heartbeat=15s
            omniroute.compat.stream-default=dialect
            omniroute.compat.usage-buffer=off
            omniroute.compat.sanitize-responses=true
            omniroute.data.log-retention-days=90
            omniroute.data.call-log-max-rows=10000
            omniroute.budget.zone=
            omniroute.bypass.enabled=true
            omniroute.bypass.skip-patterns=Please write a 5-10 word title for the following conversation:
            omniroute.bypass.text=Answered by the gateway.
            omniroute.cache.semantic.max-entries=500
            omniroute.cache.semantic.ttl=1h
            omniroute.cache.semantic.absent-temperature-is-zero=false
            omniroute.cache.dedup.window=2s
            omniroute.cache.dedup.tools=false
            omniroute.outbound.allow-private=
            omniroute.outbound.allowed-hosts=
            omniroute.management.open-to-network=false
            omniroute.ipfilter.include-management=false
            omniroute.context.compress=false
            omniroute.providers.multi-connections-per-node=false
            omniroute.log.level=info
            omniroute.log.requests=false""".lines().toList();

    @Test
    void everyKeyHasItsDefault() {
        var actual = Arrays.stream(Setting.values()).map(one -> one.property() + "=" + one.byDefault()).toList();

        assertThat(actual).containsExactlyElementsOf(EXPECTED);
    }
}
