package io.omniroute.api;

import io.omniroute.domain.Format;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of the compatibility API: which of them are other names of which (10 section 1), and which are hostile. */
final class Paths {
    /** Ollama's model list, which its clients look for at the root. */
    static final String TAGS = "/v1/api/tags";
    private static final String OLLAMA_CHAT = "/v1/api/chat";
    private static final Map<String, String> AT_THE_ROOT = Map.of("/responses", "/v1/responses", "/chat/completions",
            "/v1/chat/completions", "/models", "/v1/models", "/api/tags", Paths.TAGS);
    private static final List<String> ENCODED_TRICKS = List.of("%2e", "%5c", "%00", "%3b", "%0a", "%0d");

    /** The door of Antigravity's envelope; what follows is the action. */
    static final String INTERNAL = "/v1internal:";
    private static final Pattern SCOPED = Pattern.compile("/v1/providers/([^/]+)/chat/completions");

    private Paths() {}

    /** The provider named by {@code /v1/providers/{provider}/chat/completions}, decoded; empty for other paths. */
    static Optional<String> provider(String canonical) {
        Matcher scoped = SCOPED.matcher(canonical);
        return scoped.matches()
                ? Optional.of(URLDecoder.decode(scoped.group(1).replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Whether a path tries to mean something else than it says; such a path is refused before anything reads it. */
    static boolean hostile(String path) {
        if (path.indexOf(';') >= 0 || path.indexOf('\\') >= 0) {
            return true;
        }
        String lower = path.toLowerCase(java.util.Locale.ROOT);
        if (ENCODED_TRICKS.stream().anyMatch(lower::contains)) {
            return true;
        }
        try {
            String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return ("/" + decoded + "/").contains("/../") || ("/" + decoded + "/").contains("/./")
                    || decoded.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
        } catch (IllegalArgumentException e) { // a broken percent sequence
            return true;
        }
    }

    /** The canonical path: repeated slashes joined, aliases replaced. Equal to the given path when it is canonical. */
    static String canonical(String path) {
        String joined = path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
        String trimmed = joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1)
                : joined;
        String without = compatible(trimmed) ? trimmed : joined;
        for (String prefix : List.of("/api/v1beta", "/api/v1", "/api/v1internal")) {
            if (without.equals(prefix) || without.startsWith(prefix + "/") || without.startsWith(prefix + ":")) {
                without = without.substring("/api".length());
                break;
            }
        }
        while (without.equals("/v1/v1") || without.startsWith("/v1/v1/")) {
            without = without.substring("/v1".length());
        }
        if (without.startsWith("/codex/")) {
            return "/v1/responses";
        }
        if (without.startsWith("/models/")) {
            return "/v1" + without;
        }
        return AT_THE_ROOT.getOrDefault(without, without);
    }

    /** Whether the path belongs to the compatibility API, under whatever name. */
    static boolean compatible(String path) {
        return under(path, "/v1") || under(path, "/v1beta") || under(path, "/api/v1") || under(path, "/api/v1beta")
                || path.startsWith(INTERNAL) || path.startsWith("/api" + INTERNAL) || under(path, "/codex")
                || under(path, "/models") || AT_THE_ROOT.containsKey(path);
    }

    /** The name of the servlet for a path no mapping can describe. */
    static Optional<String> door(String method, String canonical) {
        if (modelCall(method, canonical)) {
            return Optional.of(canonical.endsWith(":countTokens") ? "gemini-count-tokens" : "gemini");
        }
        if (canonical.startsWith(INTERNAL)) {
            return Optional.of("antigravity");
        }
        return provider(canonical).map(provider -> "chat-completions");
    }

    /** Whether a path of {@code /v1beta} calls a model: any POST that names an action, any method with one we know. */
    static boolean modelCall(String method, String canonical) {
        if (!canonical.startsWith("/v1beta/")) {
            return false;
        }
        String path = canonical.replace("%3A", ":").replace("%3a", ":");
        return method.equals("POST") && path.contains(":") || path.endsWith(":generateContent")
                || path.endsWith(":streamGenerateContent") || path.endsWith(":countTokens");
    }

    /**
     * The dialect in which a caller of this path expects an error before its body is understood; a path that does not
     * exist under {@code /v1} is refused in the OpenAI form.
     */
    static Format dialect(String canonical) {
        if (canonical.equals("/v1/messages") || canonical.equals("/v1/messages/count_tokens")) {
            return Format.CLAUDE;
        }
        if (under(canonical, "/v1beta")) {
            return Format.GEMINI;
        }
        if (canonical.startsWith(INTERNAL)) {
            return Format.ANTIGRAVITY;
        }
        if (canonical.equals(OLLAMA_CHAT) || canonical.equals(TAGS)) {
            return Format.OLLAMA;
        }
        return canonical.equals("/v1/responses") ? Format.OPENAI_RESPONSES : Format.OPENAI;
    }

    /** The methods a path takes; empty when the path is not one of ours. */
    static Optional<String> methods(String canonical) {
        if (List.of("/v1/chat/completions", "/v1/messages", "/v1/responses", "/v1/messages/count_tokens", OLLAMA_CHAT)
                .contains(canonical) || canonical.startsWith(INTERNAL) || provider(canonical).isPresent()) {
            return Optional.of("POST, OPTIONS");
        }
        if (canonical.equals("/v1") || canonical.equals(TAGS) || under(canonical, "/v1/models")
                || canonical.equals("/v1beta/models")) {
            return Optional.of("GET, OPTIONS");
        }
        if (under(canonical, "/v1beta")) {
            return Optional.of(canonical.contains(":") ? "POST, OPTIONS" : "GET, OPTIONS");
        }
        return Optional.empty();
    }

    private static boolean under(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
