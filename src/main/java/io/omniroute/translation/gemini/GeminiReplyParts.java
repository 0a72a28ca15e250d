package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a complete answer (RH-2 to RH-6, RH-12); another vendor's seals move to the part that carries them. */
final class GeminiReplyParts {
    private final boolean thoughts;
    private final List<Json> wire = new ArrayList<>();
    private GeminiSeals seals = GeminiSeals.NONE;
    /** The seals as they were before the last part; empty when that is no text after them. */
    private Optional<String> beforeText = Optional.empty();

    private GeminiReplyParts(boolean thoughts) {
        this.thoughts = thoughts;
    }

    /** @param thoughts whether the client is shown them (RH-2) */
    static List<Json> of(List<Part> parts, boolean thoughts) {
        var written = new GeminiReplyParts(thoughts);
        parts.forEach(written::add);
        written.close();
        return written.wire.isEmpty() ? List.of(GeminiParts.NOTHING) : written.wire;
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text it -> text(it.text());
            case Part.Refusal it -> text(it.text());
            case Part.ToolCall it -> call(it);
            case Part.Image it -> other(GeminiParts.image(it.source()));
            case Part.Mark it -> mark(it);
            case Part.Reasoning it -> thought(it);
            case Part.Redacted it -> hold(seals.redacted(it.data()));
            case Part.Audio it -> other(GeminiMedia.blob("audio/" + it.format(), it.base64()));
            case Part.Document it -> other(GeminiMedia.part(it.source(), "application/pdf"));
            case Part.ToolResult it -> {
            }
        }
    }

    private void other(Json part) {
        wire.add(part);
        beforeText = Optional.empty();
    }

    private void text(String text) {
        if (text.isEmpty()) {
            return;
        }
        other(GeminiParts.text(text));
        beforeText = seals.value();
        seals = seals.says(text);
    }

    private void call(Part.ToolCall call) {
        if (call.signature().isPresent()) {
            close();
        }
        other(GeminiParts.call(call, seals.value()));
        seals = GeminiSeals.NONE;
    }

    private void thought(Part.Reasoning thought) {
        Optional<Signature> own = GeminiSignatures.google(thought.signature());
        if (thoughts && (!thought.text().isEmpty() || thought.signature().equals(own))) {
            other(GeminiParts.thought(thought.text(), own.map(Signature::value)));
        }
        thought.signature().filter(it -> it.origin() != Origin.GOOGLE)
                .ifPresent(it -> hold(seals.thinks(thought.text()).signed(it)));
    }

    private void hold(GeminiSeals more) {
        if (thoughts) {
            seals = more;
            beforeText = Optional.empty();
        }
    }

    /** On the text before it where that has none of its own. */
    private void mark(Part.Mark mark) {
        sign(GeminiSignatures.write(mark.signature()));
        beforeText = Optional.empty();
    }

    private void sign(String signature) {
        if (!wire.isEmpty() && wire.getLast() instanceof Json.Obj last && last.has("text")
                && !last.has("thoughtSignature")) {
            wire.set(wire.size() - 1, last.with("thoughtSignature", new Json.Str(signature)));
        } else {
            wire.add(GeminiParts.carrier(signature));
        }
    }

    /** What no call carries goes on the text behind it, or on a part of its own. */
    private void close() {
        if (beforeText.isPresent()) {
            beforeText.ifPresent(this::sign);
        } else {
            seals.value().ifPresent(it -> wire.add(GeminiParts.carrier(it)));
        }
        seals = GeminiSeals.NONE;
        beforeText = Optional.empty();
    }
}
