package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.Target;

/** A prompt stored at Google is part of the conversation; a target that cannot read it refuses (GO-39). */
final class StoredPrompt implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        if (request.knob(Knob.CACHED_CONTENT).isPresent() && !isGoogle(to)) {
            throw Refusals.parameter(Knob.CACHED_CONTENT.field(),
                    "cachedContent belongs to Google and cannot be read by this model");
        }
        return request;
    }

    private static boolean isGoogle(Format format) {
        return switch (format) {
            case GEMINI, GEMINI_CLI, ANTIGRAVITY -> true;
            case OPENAI, OPENAI_RESPONSES, CLAUDE, KIRO, CURSOR, OLLAMA -> false;
        };
    }
}
