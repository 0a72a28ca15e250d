package io.omniroute.catalog;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.Format;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a model can do when nobody says otherwise (translation section 7, stream rules section 5): told from the dialect
 * it is reached in, its provider and its id. Nothing but tests of short strings, because every request asks.
 */
public final class CapabilityRules {
    /** Texts of a model that writes its thoughts between tags (stream rules section 5). */
    private static final List<String> TAGGING = List.of("deepseek-r1", "qwq", "qwen3", "magistral", "minimax-m",
            "glm-4.5", "glm-z1");
    private static final List<String> REASONING = List.of("o1", "o3", "o4", "gpt-5", "deepseek-r", "gpt-oss");
    /** Whose own endpoints know OpenAI's newer names (CO-2, R-1). */
    private static final Set<String> OPENAI_PROPER = Set.of("openai", "azure", "github");
    /** API references of OpenRouter, Together, Fireworks and SiliconFlow, chat completions, read 2026-11 (CO-41). */
    private static final Set<String> TOP_K = Set.of("openrouter", "together", "fireworks", "siliconflow");
    /** Of the registry, {@code streaming.upstreamForcesStream}. */
    private static final Set<String> STREAM_ONLY = Set.of("codex", "kiro");

    private CapabilityRules() {}

    /**
     * @param upstream the dialect the model is reached in
     * @param provider registry id or node id
     * @param model the upstream's own model id, a vendor's prefix included
     * @param maxOutput of the catalogue
     * @param overrides what an operator or a case says; wins over every rule
     */
    public static Capabilities of(Format upstream, String provider, String model, OptionalLong maxOutput,
            Map<Ability, Boolean> overrides) {
        String id = bare(model);
        ThinkingStyle thinking = thinking(upstream, id);
        Set<Ability> abilities = EnumSet.noneOf(Ability.class);
        for (Ability ability : Ability.values()) {
            Boolean said = overrides.get(ability);
            if (said == null ? able(ability, upstream, provider, id, thinking) : said) {
                abilities.add(ability);
            }
        }
        return new Capabilities(maxOutput, thinking, abilities);
    }

    private static boolean able(Ability ability, Format upstream, String provider, String id, ThinkingStyle thinking) {
        return switch (ability) {
            case REASONING -> speaksOpenAi(upstream) ? reasons(id) : thinking != ThinkingStyle.NONE;
            case SAMPLING_PARAMS -> claude(id).filter(version -> version.atLeast(4, 7)).isEmpty();
            case TEMPERATURE_WITH_TOP_P -> claude(id).filter(version -> version.atLeast(4, 1)).isEmpty();
            case STRUCTURED_OUTPUT -> upstream != Format.CLAUDE || structured(id);
            case THINK_TAGS -> upstream == Format.OPENAI && TAGGING.stream().anyMatch(id::contains);
            case IMPLICIT_THINK -> false;
            case DEVELOPER_ROLE -> speaksOpenAi(upstream) && OPENAI_PROPER.contains(provider);
            case SYSTEM_ROLE -> hasSystemRole(upstream, id);
            case VISION, AUDIO, PDF -> true;
            case FUNCTION_CALL_ID -> !provider.startsWith("vertex");
            case REPLAY_REASONING -> upstream == Format.OPENAI && wantsReasoningBack(id);
            case TOP_K -> TOP_K.contains(provider);
            case WEB_SEARCH -> id.startsWith("gpt-") && id.contains("-search");
            case COMPLETION_TOKENS_FIELD -> OPENAI_PROPER.contains(provider);
            case CUSTOM_TOOLS -> upstream == Format.OPENAI_RESPONSES || OPENAI_PROPER.contains(provider);
            case STREAM_ONLY ->
                STREAM_ONLY.contains(provider) || upstream == Format.KIRO || upstream == Format.CURSOR;
        };
    }

    private static ThinkingStyle thinking(Format upstream, String id) {
        return switch (upstream) {
            case CLAUDE -> claudeStyle(id);
            case GEMINI, GEMINI_CLI, ANTIGRAVITY -> id.contains("claude") ? envelopedStyle(id) : geminiStyle(id);
            case OPENAI, OPENAI_RESPONSES, KIRO, CURSOR, OLLAMA -> ThinkingStyle.NONE;
        };
    }

    /** Other vendors' models behind this dialect, and names nobody knows, take a budget when they take anything. */
    private static ThinkingStyle claudeStyle(String id) {
        ThinkingStyle unknown = id.contains("claude") ? ThinkingStyle.NONE : ThinkingStyle.BUDGET;
        return claude(id).map(version -> version.atLeast(4, 6)
                ? ThinkingStyle.ADAPTIVE
                : version.atLeast(3, 7) ? ThinkingStyle.BUDGET : ThinkingStyle.NONE).orElse(unknown);
    }

    /** A Claude model behind Google's envelope thinks under an id of its own and is told so in Google's way. */
    private static ThinkingStyle envelopedStyle(String id) {
        return id.endsWith("-thinking") ? ThinkingStyle.BUDGET : ThinkingStyle.NONE;
    }

    /** An id without a version ({@code gemini-flash-latest}) is a current model, and all of those take a budget. */
    private static ThinkingStyle geminiStyle(String id) {
        if (id.contains("gemma") || id.contains("-image") || id.contains("-tts")) {
            return ThinkingStyle.NONE;
        }
        ThinkingStyle unknown = id.endsWith("-latest") || !id.contains("gemini")
                ? ThinkingStyle.BUDGET
                : ThinkingStyle.NONE;
        return ModelVersion.after("gemini", id).map(version -> version.atLeast(3, 0)
                ? ThinkingStyle.LEVEL
                : version.atLeast(2, 5) ? ThinkingStyle.BUDGET : ThinkingStyle.NONE).orElse(unknown);
    }

    /** Anthropic, "Structured outputs": Opus 4.1, Sonnet 4.5, Haiku 4.5 and what came later. */
    private static boolean structured(String id) {
        return claude(id).filter(version -> version.atLeast(4, id.contains("opus") ? 1 : 5)).isPresent();
    }

    private static boolean reasons(String id) {
        boolean chatOnly = id.startsWith("gpt-5") && id.contains("-chat"); // the model of the chat product thinks by itself
        return !chatOnly && REASONING.stream().anyMatch(id::startsWith) || id.endsWith("-thinking")
                || (id.startsWith("grok-") && id.endsWith("-mini"));
    }

    /** R-2, and Gemma before version 4, which knows no system instruction (Google, "Gemma formatting"). */
    private static boolean hasSystemRole(Format upstream, String id) {
        return switch (upstream) {
            case OPENAI -> !id.startsWith("ernie-") && !olderThan("glm", 5, 1, id);
            case GEMINI, GEMINI_CLI, ANTIGRAVITY -> !olderThan("gemma", 4, 0, id);
            case OPENAI_RESPONSES, CLAUDE, KIRO, CURSOR, OLLAMA -> true;
        };
    }

    private static boolean olderThan(String family, int major, int minor, String id) {
        return ModelVersion.after(family, id).filter(version -> !version.atLeast(major, minor)).isPresent();
    }

    /** DeepSeek's and Kimi's thinking models refuse a tool loop whose reasoning is missing (CO-15). */
    private static boolean wantsReasoningBack(String id) {
        boolean thinks = id.contains("reasoner") || id.contains("thinking");
        boolean thinksByDefault = ModelVersion.after("kimi-k", id).filter(version -> version.atLeast(2, 5)).isPresent();
        return thinksByDefault || (thinks && (id.contains("deepseek") || id.contains("kimi")));
    }

    private static Optional<ModelVersion> claude(String id) {
        return ModelVersion.after("claude", id);
    }

    private static boolean speaksOpenAi(Format upstream) {
        return upstream == Format.OPENAI || upstream == Format.OPENAI_RESPONSES;
    }

    /** Lower case, without the vendors that resellers put in front ({@code deepseek-ai/DeepSeek-R1}). */
    private static String bare(String model) {
        return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
