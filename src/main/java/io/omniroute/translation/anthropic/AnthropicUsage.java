package io.omniroute.translation.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;

/**
 * Token counts of one message, merged over {@code message_start} and {@code message_delta}: counts are cumulative
 * there, so the greatest is the last, and a zero never takes back what was said before. In the normal form the prompt
 * includes what was read from and written to the cache (40 §18).
 */
final class AnthropicUsage {
    private long input = -1;
    private long output = -1;
    private long cacheRead;
    private long cacheWrite;
    private long shortWrite;
    private long hourWrite;
    private long thinking;

    void read(JsonParser json) throws IOException {
        JsonBytes.members(json, this::member);
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "input_tokens" -> input = Math.max(input, JsonBytes.count(json));
            case "output_tokens" -> output = Math.max(output, JsonBytes.count(json));
            case "cache_read_input_tokens" -> cacheRead = Math.max(cacheRead, JsonBytes.count(json));
            case "cache_creation_input_tokens" -> cacheWrite = Math.max(cacheWrite, JsonBytes.count(json));
            case "cache_creation" -> JsonBytes.members(json, this::write);
            case "output_tokens_details" -> JsonBytes.members(json, this::detail);
            default -> {
                // service tier, server tool counts
            }
        }
    }

    private void write(String name, JsonParser json) throws IOException {
        switch (name) {
            case "ephemeral_5m_input_tokens" -> shortWrite = Math.max(shortWrite, JsonBytes.count(json));
            case "ephemeral_1h_input_tokens" -> hourWrite = Math.max(hourWrite, JsonBytes.count(json));
            default -> {
                // a life of the cache nobody knows yet
            }
        }
    }

    private void detail(String name, JsonParser json) throws IOException {
        if (name.equals("thinking_tokens")) {
            thinking = Math.max(thinking, JsonBytes.count(json));
        }
    }

    boolean known() {
        return input >= 0 || output >= 0;
    }

    TokenUsage total() {
        long written = Math.max(cacheWrite, shortWrite + hourWrite);
        return TokenUsage.reported(Math.max(0, input) + cacheRead + written, output, cacheRead, written, thinking)
                .with(new TokenUsage.Detail(hourWrite, 0, 0, 0, 0));
    }
}
