package io.omniroute.translation.gemini;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;

/** Token counts of one answer; every chunk repeats them, growing. Source: translation section 10. */
final class GeminiUsage {
    private long prompt = -1;
    private long toolUse;
    private long candidates = -1;
    private long thoughts;
    private long cached;

    void read(JsonParser json) throws IOException {
        JsonBytes.members(json, this::member);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (GeminiNames.camel(name)) {
            case "promptTokenCount" -> prompt = Math.max(prompt, JsonBytes.count(json));
            case "toolUsePromptTokenCount" -> toolUse = Math.max(toolUse, JsonBytes.count(json));
            case "candidatesTokenCount" -> candidates = Math.max(candidates, JsonBytes.count(json));
            case "thoughtsTokenCount" -> thoughts = Math.max(thoughts, JsonBytes.count(json));
            case "cachedContentTokenCount" -> cached = Math.max(cached, JsonBytes.count(json));
            default -> {
                // total and modality details
            }
        }
    }

    boolean known() {
        return prompt >= 0 || candidates >= 0 || thoughts > 0;
    }

    TokenUsage total() {
        return TokenUsage.reported(Math.max(0, prompt) + toolUse, Math.max(0, candidates) + thoughts, cached, 0,
                thoughts);
    }
}
