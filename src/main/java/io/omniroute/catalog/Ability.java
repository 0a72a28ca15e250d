package io.omniroute.catalog;

import java.util.Optional;

/** Something one model on one provider may or may not be able to do; the key is that of cases and overrides. */
public enum Ability {
    /** Takes {@code reasoning_effort} (OpenAI forms). */
    REASONING("reasoning"),
    /** Takes temperature, top_p and top_k as the client likes (Claude). */
    SAMPLING_PARAMS("samplingParams"),
    /** Takes temperature and top_p in one request (Claude until 4). */
    TEMPERATURE_WITH_TOP_P("temperatureWithTopP"),
    /** Answers to a JSON Schema natively (Claude). */
    STRUCTURED_OUTPUT("structuredOutput"),
    /** Writes its thoughts into the text, between tags. */
    THINK_TAGS("thinkTags"),
    /** Its text begins inside such a tag. */
    IMPLICIT_THINK("implicitThink"),
    /** Knows the role {@code developer}. */
    DEVELOPER_ROLE("developerRole"),
    /** Knows the role {@code system}. */
    SYSTEM_ROLE("systemRole"), VISION("vision"), AUDIO("audio"), PDF("pdf"),
    /** Its function calls have ids (Gemini). */
    FUNCTION_CALL_ID("functionCallId"),
    /** Wants its {@code reasoning_content} back. */
    REPLAY_REASONING("replayReasoning"),
    /** Takes {@code top_k} in the OpenAI form. */
    TOP_K("topK"),
    /** Takes {@code web_search_options} in the OpenAI form. */
    WEB_SEARCH("webSearch"),
    /** Calls its limit {@code max_completion_tokens} (CO-2). */
    COMPLETION_TOKENS_FIELD("completionTokensField"),
    /** Takes OpenAI's custom tools, whose input is free text. */
    CUSTOM_TOOLS("customTools"),
    /** Answers with a stream, whatever it is asked for. */
    STREAM_ONLY("streamOnly");

    private final String key;

    Ability(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    public static Optional<Ability> of(String key) {
        for (Ability ability : values()) {
            if (ability.key.equals(key)) {
                return Optional.of(ability);
            }
        }
        return Optional.empty();
    }
}
