package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import java.util.Optional;

/** Why an answer ended, in Google's words and the hub's (translation section 9). */
final class GeminiFinish {
    private GeminiFinish() {}

    static Finish decode(String reason, boolean called) {
        FinishReason meant = switch (reason) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
                FinishReason.CONTENT_FILTER;
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
        return new Finish(meant, Optional.of(reason), Optional.empty());
    }

    /** The model could not write its call: no answer as long as nothing else was delivered. */
    static boolean unusable(String reason) {
        return switch (reason) {
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" -> true;
            default -> false;
        };
    }

    static String encode(FinishReason reason) {
        return switch (reason) {
            case LENGTH -> "MAX_TOKENS";
            case CONTENT_FILTER -> "SAFETY";
            case STOP, TOOL_CALLS -> "STOP";
        };
    }
}
