package io.omniroute.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {
    private static final String SECRET = "sk-proj-0123456789abcdefghij";

    @Test
    void fourCharactersOfEachEndAreLeft() {
        assertThat(Masked.secret(SECRET)).isEqualTo("sk-p••••ghij");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "sk-12345", "nineteen-characters"})
    void nothingIsLeftOfAShortSecret(String secret) {
        assertThat(Masked.secret(secret)).isEqualTo("••••");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "x-api-key", "X-Goog-Api-Key", "Cookie", "Set-Cookie",
            "x-amz-security-token",
            "X-Client-Secret", "Proxy-Authorization", "api-key"})
    void secretHeadersAreHidden(String name) {
        assertThat(Masked.headers(Map.of(name, SECRET))).containsEntry(name, "sk-p••••ghij");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "anthropic-version", "User-Agent", "x-goog-user-project"})
    void otherHeadersAreShown(String name) {
        assertThat(Masked.headers(Map.of(name, SECRET))).containsEntry(name, SECRET);
    }

    @Test
    void theSchemeOfACredentialStays() {
        assertThat(Masked.headers(Map.of("authorization", "Bearer " + SECRET, "proxy-authorization", "Basic abc")))
                .containsEntry("authorization", "Bearer sk-p••••ghij")
                .containsEntry("proxy-authorization", "Basic ••••");
    }

    @Test
    void aCookieHasNoScheme() {
        assertThat(Masked.headers(Map.of("cookie", "auth_token=abcdefghijklmnop; a=b")).get("cookie"))
                .isEqualTo("auth•••• a=b");
    }

    @Test
    void headersStandInTheOrderOfTheirNames() {
        assertThat(Masked.headers(Map.of("b", "2", "c", "3", "a", "1")).keySet()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({"https://h/v1?key=0123456789abcdefghij,https://h/v1?key=0123••••ghij",
            "https://h/v1?alt=sse&key=short,https://h/v1?alt=sse&key=••••",
            "https://h/v1?access_token=0123456789abcdefghij&x=1,https://h/v1?access_token=0123••••ghij&x=1",
            "https://h/v1?Client_Secret=abc,https://h/v1?Client_Secret=••••",
            "https://h/v1?alt=sse,https://h/v1?alt=sse",
            "https://h/v1?key,https://h/v1?key", "https://h/v1,https://h/v1", "https://me:pass@h/v1,https://••••@h/v1",
            "https://h/a@b,https://h/a@b", "no url,no url"})
    void secretsInUrlsAreHidden(String url, String shown) {
        assertThat(Masked.url(url)).isEqualTo(shown);
    }
}
