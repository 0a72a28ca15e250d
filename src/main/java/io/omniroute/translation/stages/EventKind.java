package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;

/** What an event does to the block its choice is in, as far as stages that hold something back must know. */
enum EventKind {
    TEXT, REASONING, REFUSAL,
    /** More of a call, which may be any of those begun. */
    CALL_PIECE,
    /** Something that is no piece of a text, begins or ends a block. */
    BLOCK,
    /** Said about a text, without ending it. */
    SIDE, FINISH,
    /** Nothing comes behind it. */
    END, OTHER;

    static final int NO_CHOICE = -1;

    static EventKind of(ChatEvent event) {
        return switch (event) {
            case ChatEvent.TextPiece it -> TEXT;
            case ChatEvent.ReasoningPiece it -> REASONING;
            case ChatEvent.RefusalPiece it -> REFUSAL;
            case ChatEvent.CallPiece it -> CALL_PIECE;
            case ChatEvent.ReasoningSigned it -> BLOCK;
            case ChatEvent.RedactedReasoning it -> BLOCK;
            case ChatEvent.Marked it -> BLOCK;
            case ChatEvent.CallOpened it -> BLOCK;
            case ChatEvent.ImageMade it -> BLOCK;
            case ChatEvent.Cited it -> SIDE;
            case ChatEvent.Weighed it -> SIDE;
            case ChatEvent.Finished it -> FINISH;
            case ChatEvent.Ended it -> END;
            case ChatEvent.Failed it -> END;
            case ChatEvent.Started it -> OTHER;
            case ChatEvent.Counted it -> OTHER;
            case ChatEvent.Unreadable it -> OTHER;
        };
    }

    /** The choice it belongs to, {@link #NO_CHOICE} for what concerns the whole answer. */
    static int choice(ChatEvent event) {
        return switch (event) {
            case ChatEvent.TextPiece it -> it.choice();
            case ChatEvent.ReasoningPiece it -> it.choice();
            case ChatEvent.RefusalPiece it -> it.choice();
            case ChatEvent.CallPiece it -> it.choice();
            case ChatEvent.ReasoningSigned it -> it.choice();
            case ChatEvent.RedactedReasoning it -> it.choice();
            case ChatEvent.Marked it -> it.choice();
            case ChatEvent.CallOpened it -> it.choice();
            case ChatEvent.ImageMade it -> it.choice();
            case ChatEvent.Cited it -> it.choice();
            case ChatEvent.Weighed it -> it.choice();
            case ChatEvent.Finished it -> it.choice();
            case ChatEvent.Ended it -> NO_CHOICE;
            case ChatEvent.Failed it -> NO_CHOICE;
            case ChatEvent.Started it -> NO_CHOICE;
            case ChatEvent.Counted it -> NO_CHOICE;
            case ChatEvent.Unreadable it -> NO_CHOICE;
        };
    }

    /** The text of a piece, of whichever kind; empty for everything else. */
    static String text(ChatEvent event) {
        return switch (event) {
            case ChatEvent.TextPiece it -> it.text();
            case ChatEvent.ReasoningPiece it -> it.text();
            case ChatEvent.RefusalPiece it -> it.text();
            case ChatEvent.CallPiece it -> it.arguments();
            case ChatEvent.ReasoningSigned it -> "";
            case ChatEvent.RedactedReasoning it -> "";
            case ChatEvent.Marked it -> "";
            case ChatEvent.CallOpened it -> "";
            case ChatEvent.ImageMade it -> "";
            case ChatEvent.Cited it -> "";
            case ChatEvent.Weighed it -> "";
            case ChatEvent.Finished it -> "";
            case ChatEvent.Ended it -> "";
            case ChatEvent.Failed it -> "";
            case ChatEvent.Started it -> "";
            case ChatEvent.Counted it -> "";
            case ChatEvent.Unreadable it -> "";
        };
    }
}
