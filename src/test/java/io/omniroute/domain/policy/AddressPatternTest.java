package io.omniroute.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPatternTest {
    @ParameterizedTest
    @CsvSource({"10.1.2.3, 10.1.2.3", "10.1.2.3, ::ffff:10.1.2.3", "::ffff:10.1.2.3, 10.1.2.3",
            "::ffff:a01:203, 10.1.2.3", "10.0.0.0/8, 10.255.255.255", "10.1.2.3/8, 10.9.9.9", "10.1.2.3/32, 10.1.2.3",
            "10.1.2.2/31, 10.1.2.3", "0.0.0.0/0, 203.0.113.9", "0.0.0.0/0, ::ffff:203.0.113.9",
            "::ffff:10.0.0.0/104, 10.200.0.1", "192.168.*.7, 192.168.200.7", "*.*.*.*, 8.8.8.8",
            "10.*.*.*, ::ffff:10.3.4.5", "2001:db8::/32, 2001:db8:ffff::1", "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
            "::/0, fe80::1", "fe80::/10, fe80::1%eth0", "::1, 0:0:0:0:0:0:0:1", "2001:db8::/127, 2001:db8::1"})
    void contains(String pattern, String address) {
        assertThat(matches(pattern, address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 10.1.2.4", "10.0.0.0/8, 11.0.0.0", "10.1.2.2/31, 10.1.2.4", "10.1.2.3/32, 10.1.2.2",
            "192.168.*.7, 192.168.3.8", "0.0.0.0/0, ::1", "::/0, 1.2.3.4", "::ffff:10.0.0.0/104, 11.0.0.1",
            "2001:db8::/32, 2001:db9::1", "2001:db8::/127, 2001:db8::2", "::1, 127.0.0.1", "*.*.*.*, ::1"})
    void doesNotContain(String pattern, String address) {
        assertThat(matches(pattern, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "10.*", "10.1.2", "10.1.2.3.4", "256.1.1.1", "10.1.2.256", "10.1.2.3/33",
            "10.1.2.3/-1", "10.1.2.3/", "10.1.2.3/8/8", "10.1.2.*/24", "::/129", "::ffff:10.0.0.0/95", "localhost",
            "example.org", "1", "0x7f.0.0.1", "2001:db8::*", "12345::", ":", ":::", "10.1.2.3 ", "１0.1.2.3"})
    void isNoPattern(String text) {
        assertThat(AddressPattern.of(text)).isEmpty();
    }

    private static boolean matches(String pattern, String address) {
        return AddressPattern.of(pattern).orElseThrow().contains(AddressPattern.bytes(address).orElseThrow());
    }
}
