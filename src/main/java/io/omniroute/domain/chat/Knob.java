package io.omniroute.domain.chat;

import java.util.Optional;

/**
 * A parameter that tunes the answer and is carried as the JSON value the client gave. A target that lacks one drops it
 * and names it; none of them is content.
 */
public enum Knob {
    TEMPERATURE("temperature"), TOP_P("top_p"), TOP_K("top_k"), SEED("seed"), PRESENCE_PENALTY(
            "presence_penalty"), FREQUENCY_PENALTY("frequency_penalty"), LOGIT_BIAS("logit_bias"), LOGPROBS(
                    "logprobs"), TOP_LOGPROBS("top_logprobs"), VERBOSITY("verbosity"), PREDICTION(
                            "prediction"), MODALITIES("modalities"), AUDIO("audio"), USER("user"), SAFETY_IDENTIFIER(
                                    "safety_identifier"), METADATA("metadata"), STORE("store"), SERVICE_TIER(
                                            "service_tier"), PROMPT_CACHE_KEY("prompt_cache_key"),
    /** Google's, verbatim. */
    SAFETY_SETTINGS("safety_settings"),
    /** Google's name of a stored prompt; no tuning: another vendor's target refuses it. */
    CACHED_CONTENT("cached_content");

    private final String field;

    Knob(String field) {
        this.field = field;
    }

    /** Its name in the hub, which is OpenAI's where OpenAI has one. */
    public String field() {
        return field;
    }

    public static Optional<Knob> of(String field) {
        for (Knob knob : values()) {
            if (knob.field.equals(field)) {
                return Optional.of(knob);
            }
        }
        return Optional.empty();
    }
}
