package io.omniroute.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private final TrustedProxies trusted = new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"203.0.113.7 | 203.0.113.7", "1.1.1.1, 203.0.113.7, 10.0.0.2 | 203.0.113.7",
            "203.0.113.7, fd00::1 | 203.0.113.7", "203.0.113.7, ::ffff:10.0.0.3 | 203.0.113.7", "10.0.0.1 |",
            "203.0.113.7, rubbish |", "'' |"})
    void rightMostAddressThatIsNoProxyIsTheClients(String header, String client) {
        assertThat(trusted.client(header).orElse(null)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {"for=203.0.113.7;proto=https | 203.0.113.7",
            "For=\"[2001:db8::7]:4711\" | 2001:db8::7",
            "for=1.1.1.1, for=203.0.113.7:80;by=10.0.0.1, for=10.0.0.2 | 203.0.113.7",
            "for=203.0.113.7, for=_hidden |", "proto=https;host=x |", "host=for=9.9.9.9;for=203.0.113.7 | 203.0.113.7"})
    void forwardedHeaderIsReadAlike(String header, String client) {
        assertThat(trusted.client(TrustedProxies.hops(header)).orElse(null)).isEqualTo(client);
    }
}
