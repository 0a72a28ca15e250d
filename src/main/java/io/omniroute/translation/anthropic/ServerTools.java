package io.omniroute.translation.anthropic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools of Anthropic's own, by their dated types. Source: Anthropic guides on tools, read 2026-11. */
final class ServerTools {
    private static final List<String> FAMILIES = List.of("web_search_", "web_fetch_", "code_execution_", "computer_",
            "browser_", "bash_", "text_editor_", "memory_", "tool_search_tool_");
    private static final int DATE_DIGITS = 8;
    /** Those still behind a beta; the others are generally available. */
    private static final Map<String, String> BETAS = Map.of("computer_20241022", "computer-use-2024-10-22",
            "computer_20250124", "computer-use-2025-01-24", "computer_20251124", "computer-use-2025-11-24",
            "code_execution_20250522", "code-execution-2025-05-22", "web_fetch_20250910", "web-fetch-2025-09-10");

    private ServerTools() {}

    /** Other vendors have tools of the same family name, but date them differently or not at all. */
    static boolean known(String type) {
        return dated(type) && FAMILIES.stream().anyMatch(type::startsWith);
    }

    /** The value of {@code anthropic-beta} the tool needs. */
    static Optional<String> beta(String type) {
        return Optional.ofNullable(BETAS.get(type));
    }

    private static boolean dated(String type) {
        int from = type.length() - DATE_DIGITS;
        if (from < 1 || type.charAt(from - 1) != '_') {
            return false;
        }
        return type.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
