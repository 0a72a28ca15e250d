package io.omniroute.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://LOCALHOST", "https://app.localhost", "http://127.0.0.1:1",
            "http://127.9.9.9", "http://[::1]:8080"})
    void loopbackPageIsALocalClient(String origin) {
        assertThat(page(origin, List.of()).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://evil.example", "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "http://evil.example#localhost", "http://localhost@evil.example", "http://10.0.0.1", "not an origin", ""})
    void anyOtherPageIsNot(String origin) {
        assertThat(page(origin, List.of()).refusal()).map(Failure.Refused::code).contains("origin_not_allowed");
    }

    @Test
    void messageNamesTheSetting() {
        assertThat(page("https://evil.example", List.of()).refusal().orElseThrow().message()).contains("CORS_ORIGIN");
        assertThat(host("evil.example", Set.of()).refusal().orElseThrow().message())
                .contains("omniroute.server.allowed-hosts");
    }

    @Test
    void listedOriginIsAllowedAndAnAsteriskAllowsAll() {
        assertThat(page("https://app.example", List.of("https://app.example")).refusal()).isEmpty();
        assertThat(page("https://app.example:8443", List.of("https://app.example")).refusal()).isPresent();
        assertThat(page("null", List.of("*")).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:20128", "LocalHost.:80", "me.localhost", "127.0.0.1:20128",
            "192.168.1.20", "[::1]:20128", "[fe80::1%eth0]", "gateway.example:443"})
    void addressesLocalhostAndAllowedNamesAreFine(String host) {
        assertThat(host(host, Set.of("gateway.example")).refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:20128", "localhost.evil.example", "127.0.0.1.evil.example",
            "1.2.3", "1.2.3.256", "xlocalhost", "gateway.example.evil", "[evil]", ""})
    void reboundNamesAreNot(String host) {
        assertThat(host(host, Set.of("gateway.example")).refusal()).map(Failure.Refused::code)
                .contains("host_not_allowed");
    }

    @Test
    void requestWithoutAHostIsNotAllowed() {
        assertThat(new Origin(Optional.empty(), Optional.empty(), List.of(), Set.of()).refusal()).isPresent();
    }

    private static Origin page(String origin, List<String> listed) {
        return new Origin(Optional.of(origin), Optional.of("localhost"), listed, Set.of());
    }

    private static Origin host(String host, Set<String> allowed) {
        return new Origin(Optional.empty(), Optional.of(host), List.of(), allowed);
    }
}
