package io.omniroute.translation.ollama;

import org.jspecify.annotations.Nullable;

/**
 * A call whose arguments still come: a stream names it only when it is whole.
 *
 * @param last the newest piece, which knows the one before it
 */
record OpenCall(int call, String id, String name, @Nullable Piece last) {
    /** @param length of all pieces up to this one */
    record Piece(@Nullable Piece before, String text, int length) {}

    OpenCall and(String arguments) {
        Piece known = last;
        return new OpenCall(call, id, name,
                new Piece(known, arguments, arguments.length() + (known == null ? 0 : known.length())));
    }

    /** All arguments, put together from behind. */
    String arguments() {
        Piece newest = last;
        var text = new char[newest == null ? 0 : newest.length()];
        for (Piece piece = newest; piece != null; piece = piece.before()) {
            piece.text().getChars(0, piece.text().length(), text, piece.length() - piece.text().length());
        }
        return new String(text);
    }
}
