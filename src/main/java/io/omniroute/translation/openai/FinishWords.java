package io.omniroute.translation.openai;

import io.omniroute.domain.chat.FinishReason;
import java.util.Locale;

/** How answers of this dialect and of servers compatible with it say that they are over (SA-4). */
final class FinishWords {
    private FinishWords() {}

    /** Whether the word is documented. */
    static boolean documented(String word) {
        return switch (word) {
            case "stop", "length", "tool_calls", "content_filter", "function_call" -> true;
            default -> false;
        };
    }

    /** @param calls whether the answer called a tool: some servers say {@code stop} then */
    static FinishReason reason(String word, boolean calls) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter", "safety", "recitation", "refusal" -> FinishReason.CONTENT_FILTER;
            default -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static String word(FinishReason reason, boolean calls) {
        return switch (reason) {
            case STOP -> calls ? "tool_calls" : "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
