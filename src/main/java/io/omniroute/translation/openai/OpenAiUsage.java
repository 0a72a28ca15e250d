package io.omniroute.translation.openai;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;

/**
 * Token counts of the chat completions and the Responses API; the names of both are read, because some compatible
 * servers mix them. Counts only grow within one answer, so the greatest is the last.
 */
public final class OpenAiUsage {
    private long input = -1;
    private long output = -1;
    private long cacheRead;
    private long cacheWrite;
    private long reasoning;
    private long audioInput;
    private long audioOutput;
    private long imageInput;
    private long imageOutput;

    /** Reads the usage object the parser stands at; null and other values say nothing. */
    public void read(JsonParser json) throws IOException {
        JsonBytes.members(json, this::member);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "prompt_tokens", "input_tokens" -> input = Math.max(input, JsonBytes.count(json));
            case "completion_tokens", "output_tokens" -> output = Math.max(output, JsonBytes.count(json));
            case "prompt_cache_hit_tokens" -> cacheRead = Math.max(cacheRead, JsonBytes.count(json));
            case "prompt_tokens_details", "input_tokens_details" -> JsonBytes.members(json, this::inputDetail);
            case "completion_tokens_details", "output_tokens_details" -> JsonBytes.members(json, this::outputDetail);
            default -> {
                // totals and vendors' extras
            }
        }
    }

    private void inputDetail(String name, JsonParser json) throws IOException {
        switch (name) {
            case "audio_tokens" -> audioInput = Math.max(audioInput, JsonBytes.count(json));
            case "image_tokens" -> imageInput = Math.max(imageInput, JsonBytes.count(json));
            default -> detail(name, json);
        }
    }

    private void outputDetail(String name, JsonParser json) throws IOException {
        switch (name) {
            case "audio_tokens" -> audioOutput = Math.max(audioOutput, JsonBytes.count(json));
            case "image_tokens" -> imageOutput = Math.max(imageOutput, JsonBytes.count(json));
            default -> detail(name, json);
        }
    }

    private void detail(String name, JsonParser json) throws IOException {
        switch (name) {
            case "cached_tokens" -> cacheRead = Math.max(cacheRead, JsonBytes.count(json));
            case "cache_write_tokens" -> cacheWrite = Math.max(cacheWrite, JsonBytes.count(json));
            case "reasoning_tokens" -> reasoning = Math.max(reasoning, JsonBytes.count(json));
            default -> {
                // text, predictions: part of the counts already
            }
        }
    }

    /** Whether anything was counted so far. */
    public boolean known() {
        return input >= 0 || output >= 0;
    }

    public TokenUsage total() {
        return TokenUsage.reported(input, output, cacheRead, cacheWrite, reasoning)
                .with(new TokenUsage.Detail(0, audioInput, audioOutput, imageInput, imageOutput));
    }
}
