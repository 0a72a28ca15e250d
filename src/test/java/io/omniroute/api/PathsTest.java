package io.omniroute.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
    @ParameterizedTest
    @ValueSource(strings = {"/v1/%2e%2e/api/settings", "/v1/%2E%2E/x", "/v1/..%2fapi", "/v1/..%2Fapi/keys",
            "/v1/../api", "/v1/models/..", "/..", "/v1/./models", "/v1/%2e/models", "/v1/models/a%5cb",
            "/v1/models/a%5Cb", "/v1/models/a\\b", "/v1/models;jsessionid=1", "/v1/models%3bx", "/v1/models%3Bx",
            "/v1;/models", "/v1/models/%00", "/v1/models/a%0ab", "/v1/models/a%0D%0Ab", "/v1/models/%09",
            "/v1/models/%7f", "/v1/models/%", "/v1/models/%4", "/v1/models/%zz", "/v1/models/%u0041", "/v1//../api",
            "/v1/models/x%2f..%2f..%2fapi", "/v1beta/models/..%2f..%2fapi:generateContent"})
    void aPathThatMeansSomethingElseIsHostile(String path) {
        assertThat(Paths.hostile(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/models", "/v1/models/openai/gpt-4.1", "/v1/models/openai%2Fgpt-4.1",
            "/v1beta/models/p/m:generateContent", "/v1beta/models/p%2Fm:generateContent", "//v1//models",
            "/v1/models/a..b",
            "/v1/models/...", "/v1/models/a%20b", "/v1/models/a+b", "/v1/models/gr%C3%BC%C3%9F", "/v1/models/%ff",
            "/api/v1/chat/completions", "/v1/models/a:b@c"})
    void anOrdinaryPathIsNot(String path) {
        assertThat(Paths.hostile(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, /v1/chat/completions", "/api/v1/chat/completions, /v1/chat/completions",
            "/v1/v1/chat/completions, /v1/chat/completions", "/v1/v1/v1/messages, /v1/messages",
            "/api/v1/v1/messages, /v1/messages", "/chat/completions, /v1/chat/completions",
            "/responses, /v1/responses", "/models, /v1/models", "/models/openai/gpt, /v1/models/openai/gpt",
            "/codex/responses, /v1/responses", "/codex/v1/anything, /v1/responses", "/v1/, /v1", "/api/v1, /v1",
            "/v1/v1, /v1", "/v1/models/, /v1/models", "/v1//models, /v1/models", "//v1/models, /v1/models",
            "/api/v1beta/models, /v1beta/models", "/api/tags, /v1/api/tags",
            "/api/v1/api/chat, /v1/api/chat", "/v1/v1/api/chat, /v1/api/chat",
            "/api/v1beta/models/p/m:generateContent, /v1beta/models/p/m:generateContent",
            "/v1beta/models/p%2Fm:generateContent, /v1beta/models/p%2Fm:generateContent",
            "/v1/models/a%2Fb, /v1/models/a%2Fb"})
    void everyAliasHasOneCanonicalPath(String path, String canonical) {
        assertThat(Paths.canonical(path)).isEqualTo(canonical);
        assertThat(Paths.canonical(canonical)).as("canonical already").isEqualTo(canonical);
        assertThat(Paths.compatible(path.replaceAll("/{2,}", "/"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/keys", "/api/tagsx", "/api/tags/x", "/api/chat", "/api/v1x", "/v1x",
            "/v10/models", "/v1betax", "/health/live",
            "/console/",
            "/chat/completions/x", "/modelsx", "/codexx", "/api/v2/models"})
    void otherPathsAreNotOurs(String path) {
        assertThat(Paths.compatible(path)).isFalse();
        assertThat(Paths.canonical(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions, OPENAI", "/v1/messages, CLAUDE", "/v1/messages/count_tokens, CLAUDE",
            "/v1/api/chat, OLLAMA", "/v1/api/tags, OLLAMA", "/v1/api/other, OPENAI", "/v1/messages/other, OPENAI",
            "/v1/responses, OPENAI_RESPONSES", "/v1/models, OPENAI", "/v1/none, OPENAI",
            "/v1beta, GEMINI", "/v1beta/models, GEMINI", "/v1beta/models/p/m:generateContent, GEMINI", "/x, OPENAI"})
    void theErrorTakesTheDialectOfThePath(String path, Format dialect) {
        assertThat(Paths.dialect(path)).isEqualTo(dialect);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/v1/chat/completions | POST, OPTIONS", "/v1/messages | POST, OPTIONS",
            "/v1/responses | POST, OPTIONS", "/v1/api/chat | POST, OPTIONS", "/v1/api/tags | GET, OPTIONS",
            "/v1 | GET, OPTIONS", "/v1/models | GET, OPTIONS",
            "/v1/models/a/b | GET, OPTIONS", "/v1beta/models | GET, OPTIONS", "/v1beta/models/a | GET, OPTIONS",
            "/v1beta/models/a:generateContent | POST, OPTIONS", "/v1/unknown | ", "/api/keys | "})
    void aPathNamesItsMethods(String path, String methods) {
        assertThat(Paths.methods(path).orElse(null)).isEqualTo(methods);
    }
}
