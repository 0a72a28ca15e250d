package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of a stream as far as it was read.
 *
 * @param wireIndex the upstream's own number for it; -1 where it gives none
 * @param wireId the upstream's id; empty as long as there is none
 * @param opened its beginning was told on; until the name is known everything waits
 * @param arguments all of them so far
 * @param half see {@link Halves}
 */
record CallReading(long wireIndex, String wireId, String name, boolean custom, Optional<Signature> signature,
        boolean opened, Pieces arguments, String half) {
    static CallReading begun(long wireIndex) {
        return new CallReading(wireIndex, "", "", false, Optional.empty(), false, Pieces.NONE, "");
    }

    /** With what this element of {@code tool_calls} says about the call itself; what is known stays. */
    CallReading described(Json.Obj call, Json.Obj called) {
        String id = wireId.isEmpty() ? call.text("id").orElse("") : wireId;
        String known = name.isEmpty() ? called.text("name").orElse("") : name;
        boolean free = custom || call.object("custom").isPresent();
        Optional<Signature> sealed = signature.isPresent() ? signature : GoogleSignature.read(call);
        return id.equals(wireId) && known.equals(name) && free == custom && sealed.equals(signature)
                ? this
                : new CallReading(wireIndex, id, known, free, sealed, opened, arguments, half);
    }

    CallReading open() {
        return new CallReading(wireIndex, wireId, name, custom, signature, true, arguments, half);
    }

    CallReading with(Pieces more, String waiting) {
        return new CallReading(wireIndex, wireId, name, custom, signature, opened, more, waiting);
    }

    /**
     * What an element adds to the arguments. Some servers repeat all they have so far in every chunk, some give an
     * object in place of its text (SA-7); an empty object is a placeholder.
     */
    String news(Json.Obj called) {
        String piece = text(called.present(custom ? "input" : "arguments"));
        return !custom && repeats(piece) ? piece.substring(arguments.length()) : piece;
    }

    /** Whether the text begins with everything there is already: no JSON object can be continued by its own begin. */
    boolean repeats(String piece) {
        if (arguments.isEmpty() || piece.length() < arguments.length() || piece.charAt(0) > '{') {
            return false;
        }
        String before = arguments.joined();
        return before.stripLeading().startsWith("{") && piece.startsWith(before);
    }

    private static String text(@Nullable Json value) {
        return switch (value) {
            case Json.Str text -> text.value();
            case Json.Obj object -> object.isEmpty() ? "" : JsonText.write(object);
            case null, default -> "";
        };
    }
}
