package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;

/** Anthropic's {@code stop_reason} and the hub's finish (translation section 9). */
final class StopReasons {
    private StopReasons() {}

    static FinishReason read(String stopReason) {
        return switch (stopReason) {
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /** A refusal's text and a call count more than the upstream's own word, which some get wrong (RA-7, RA-11). */
    static String write(Finish finish, boolean refused, boolean called) {
        if (refused) {
            return "refusal";
        }
        if (called) {
            return "tool_use";
        }
        return switch (finish.reason()) {
            case STOP -> finish.stopSequence().isPresent() ? "stop_sequence" : "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }
}
