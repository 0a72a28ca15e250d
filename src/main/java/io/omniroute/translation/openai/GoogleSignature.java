package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ForeignSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The field {@code extra_content.google.thought_signature} of messages, deltas and tool calls. */
final class GoogleSignature {
    private GoogleSignature() {}

    /** @param holder a message, a delta or a tool call */
    static Optional<Signature> read(Json.Obj holder) {
        return holder.object("extra_content").flatMap(extra -> extra.object("google"))
                .flatMap(google -> google.text("thought_signature"))
                .flatMap(value -> ForeignSignature.read(value, Origin.GOOGLE));
    }

    /** The value of {@code extra_content}. */
    static Json.Obj write(Signature signature) {
        return Json.Obj.of("google",
                Json.Obj.of("thought_signature", new Json.Str(ForeignSignature.write(signature, Origin.GOOGLE))));
    }

    /** The parts with the message's own signature behind its text, where Google puts it. */
    static List<Part> mark(Json.Obj message, List<Part> parts) {
        Optional<Signature> signature = read(message);
        if (signature.isEmpty()) {
            return parts;
        }
        var marked = new ArrayList<>(parts);
        marked.add(place(parts), new Part.Mark(signature.get()));
        return marked;
    }

    private static int place(List<Part> parts) {
        int firstCall = parts.size();
        int behindText = -1;
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) instanceof Part.ToolCall) {
                firstCall = i;
            } else if (behindText < 0 && parts.get(i) instanceof Part.Text) {
                behindText = i + 1;
            }
        }
        return behindText < 0 ? firstCall : behindText;
    }
}
