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
    private TokenUsage.Detail detail = TokenUsage.Detail.NONE;

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
            case "promptTokensDetails" -> JsonBytes.elements(json, (none, each) -> input(Modality.read(each)));
            case "candidatesTokensDetails" -> JsonBytes.elements(json, (none, each) -> output(Modality.read(each)));
            default -> {
                // total, details of cache and tools
            }
        }
    }

    /** How many tokens of one kind. */
    private record Modality(String kind, long count) {
        static Modality read(JsonParser json) throws IOException {
            var read = new Object() {
                private String kind = "";
                private long count;
            };
            JsonBytes.members(json, (name, value) -> {
                switch (GeminiNames.camel(name)) {
                    case "modality" -> read.kind = value.getText();
                    case "tokenCount" -> read.count = JsonBytes.count(value);
                    default -> {
                        // nothing else is told
                    }
                }
            });
            return new Modality(read.kind, read.count);
        }

        long of(String wanted) {
            return kind.equals(wanted) ? Math.max(0, count) : 0;
        }
    }

    private void input(Modality part) {
        detail = detail.merged(new TokenUsage.Detail(0, part.of("AUDIO"), 0, part.of("IMAGE"), 0));
    }

    private void output(Modality part) {
        detail = detail.merged(new TokenUsage.Detail(0, 0, part.of("AUDIO"), 0, part.of("IMAGE")));
    }

    boolean known() {
        return prompt >= 0 || candidates >= 0 || thoughts > 0;
    }

    TokenUsage total() {
        return TokenUsage.reported(Math.max(0, prompt) + toolUse, Math.max(0, candidates) + thoughts, cached, 0,
                thoughts).with(detail);
    }
}
