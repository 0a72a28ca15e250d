package io.omniroute.domain.chat;

import io.omniroute.domain.json.Json;
import java.util.Optional;

/**
 * What one step of an answer's stream means. The order is: {@link Started}, any content, one {@link Finished} per
 * answer, {@link Ended}; {@link Counted} stands anywhere before the end and the last one counts. {@link Failed} ends a
 * stream in place of {@link Ended}. {@code choice} counts the parallel answers from 0.
 */
public sealed interface ChatEvent {
    /** The answer began; comes once, before everything else. {@code id} has no dialect's prefix. */
    record Started(String id, String model, long createdSeconds, Optional<String> serviceTier) implements ChatEvent {}

    /** @param text at least one character, never cut inside a surrogate pair */
    record TextPiece(int choice, String text) implements ChatEvent {}

    record ReasoningPiece(int choice, String text) implements ChatEvent {}

    /** The reasoning block in work is complete; what follows is another block. Comes only for signed ones. */
    record ReasoningSigned(int choice, Signature signature) implements ChatEvent {}

    record RedactedReasoning(int choice, String data) implements ChatEvent {}

    /** See {@link Part.Mark}. */
    record Marked(int choice, Signature signature) implements ChatEvent {}

    record RefusalPiece(int choice, String text) implements ChatEvent {}

    /**
     * A tool call begins.
     *
     * @param call counts the calls of this choice from 0
     * @param id never empty
     */
    record CallOpened(int choice, int call, String id, String name, boolean custom, Optional<Signature> signature)
            implements
                ChatEvent {}

    /** More of a call's arguments; calls may interleave. */
    record CallPiece(int choice, int call, String arguments) implements ChatEvent {}

    record ImageMade(int choice, Media image) implements ChatEvent {}

    record Cited(int choice, Annotation annotation) implements ChatEvent {}

    /** @param logprobs OpenAI's {@code logprobs} object of this piece */
    record Weighed(int choice, Json.Obj logprobs) implements ChatEvent {}

    record Finished(int choice, Finish finish) implements ChatEvent {}

    /** Cumulative. */
    record Counted(Usage usage) implements ChatEvent {}

    /** The stream is complete. */
    record Ended() implements ChatEvent {}

    /**
     * The upstream reported an error, or broke off before its finish.
     *
     * @param status the HTTP status it stands for
     */
    record Failed(int status, String message) implements ChatEvent {}

    /** A frame nobody could read (SP-8); three in a row break the stream. */
    record Unreadable() implements ChatEvent {}

    /** Whether it commits the answer: content of any kind or a regular finish. */
    default boolean commits() {
        return switch (this) {
            case TextPiece t -> true;
            case ReasoningPiece r -> true;
            case ReasoningSigned s -> true;
            case RedactedReasoning r -> true;
            case RefusalPiece r -> true;
            case CallOpened c -> true;
            case CallPiece c -> true;
            case ImageMade i -> true;
            case Finished f -> true;
            case Ended e -> true;
            case Started s -> false;
            case Marked m -> false;
            case Cited c -> false;
            case Weighed w -> false;
            case Counted c -> false;
            case Failed f -> false;
            case Unreadable u -> false;
        };
    }
}
