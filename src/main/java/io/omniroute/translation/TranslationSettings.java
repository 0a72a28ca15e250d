package io.omniroute.translation;

import io.omniroute.translation.stages.UsageBuffer;

/**
 * What an operator set about translation.
 *
 * @param usageBuffer what clients are told of the prompt beyond the truth (40 section 18)
 * @param sanitizeResponses repair answers of OpenAI-compatible providers (stream rules, section 6)
 * @param compressContext leave out parts of conversations that exceed a model's context (40 section 14)
 */
public record TranslationSettings(UsageBuffer usageBuffer, boolean sanitizeResponses, boolean compressContext) {
    public static final TranslationSettings DEFAULT = new TranslationSettings(UsageBuffer.OFF, true, false);
}
