package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import java.util.List;
import java.util.OptionalInt;

/** How many tokens a conversation takes and a model has, roughly: a token is four characters (40 section 14). */
public final class ContextSize {
    static final int ROOM_FOR_THE_ANSWER = 16_000;
    /** A body of fewer bytes need not be looked at: a character of the estimate is a byte of the body at least. */
    public static final int BYTES_PER_TOKEN_AT_LEAST = 4;
    private static final int CHARACTERS_PER_TOKEN = 4;
    /** A message's role, brackets and commas. */
    private static final int FRAME = 30;
    private static final long UNKNOWN = 128_000;

    private ContextSize() {}

    /** What a model takes at most: as known, else by its name. */
    public static long window(OptionalInt known, String model) {
        if (known.isPresent()) {
            return known.getAsInt();
        }
        return model.contains("claude") ? 200_000 : model.contains("gemini") ? 1_000_000 : UNKNOWN;
    }

    /** The tokens of prompt that a window leaves room for. */
    public static long room(long window) {
        return Math.max(0, window - ROOM_FOR_THE_ANSWER);
    }

    public static long tokens(ChatRequest request) {
        return tokens(request.messages());
    }

    static long tokens(List<Message> messages) {
        return messages.stream().mapToLong(ContextSize::characters).sum() / CHARACTERS_PER_TOKEN;
    }

    static long characters(Message message) {
        return FRAME + message.parts().stream().mapToLong(ContextSize::characters).sum();
    }

    static long characters(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().length();
            case Part.Reasoning reasoning -> reasoning.text().length();
            case Part.Redacted redacted -> redacted.data().length();
            case Part.Refusal refusal -> refusal.text().length();
            case Part.ToolCall call -> FRAME + call.name().length() + call.arguments().length();
            case Part.ToolResult result ->
                FRAME + result.content().stream().mapToLong(ContextSize::characters).sum();
            case Part.Image image -> CHARACTERS_PER_TOKEN * TokenEstimate.IMAGE;
            case Part.Audio audio -> CHARACTERS_PER_TOKEN * TokenEstimate.IMAGE;
            case Part.Document document -> CHARACTERS_PER_TOKEN * TokenEstimate.IMAGE;
            case Part.Mark mark -> 0;
        };
    }
}
