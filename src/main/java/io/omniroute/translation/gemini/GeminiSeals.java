package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Thinking another vendor signed, held back on its way to a client until a part comes whose signature clients return
 * (P09): they drop parts of thought and signatures on them, but keep those of function calls and texts. The text goes
 * along inside the value, because its vendor verifies both together.
 *
 * @param blocks in order
 * @param open thinking that has no signature yet
 * @param said characters of text since the first block
 */
record GeminiSeals(List<Block> blocks, GeminiText open, int said) {
    static final GeminiSeals NONE = new GeminiSeals(List.of(), GeminiText.EMPTY, 0);

    /** Tells held blocks from a bare signature in the wrapped field. */
    private static final String HELD = "thinking:";
    /**
     * A block and its distance from the part that carries it.
     *
     * @param part {@code Reasoning} with a signature, or {@code Redacted}
     * @param said characters of text between the two
     */
    record Block(Part part, int said) {
        /** Whether it brings the text with it that a client may also have as a thought. */
        boolean tells() {
            return part instanceof Part.Reasoning thought && !thought.text().isEmpty();
        }
    }

    GeminiSeals thinks(String text) {
        return new GeminiSeals(blocks, open.plus(text), said);
    }

    /** Seals what was thought since the block before. */
    GeminiSeals signed(Signature signature) {
        return plus(new Part.Reasoning(open.whole(), Optional.of(signature)));
    }

    GeminiSeals redacted(String data) {
        return plus(new Part.Redacted(data));
    }

    private GeminiSeals plus(Part part) {
        var more = new ArrayList<>(blocks);
        more.add(new Block(part, said));
        return new GeminiSeals(List.copyOf(more), GeminiText.EMPTY, said);
    }

    /** Something that is no thinking: what was thought before it has no signature any more. */
    GeminiSeals says(String text) {
        return blocks.isEmpty() ? NONE : new GeminiSeals(blocks, GeminiText.EMPTY, said + text.length());
    }

    /** For the signature field of the part that comes now; empty when nothing is held. */
    Optional<String> value() {
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        var list = new Json.Arr(blocks.stream().map(this::written).toList());
        return Optional.of(GeminiSignatures.write(new Signature(Origin.ANTHROPIC, HELD + JsonText.write(list))));
    }

    private Json written(Block block) {
        var wire = Json.Obj.builder();
        switch (block.part()) {
            case Part.Reasoning it -> it.signature().ifPresent(signature -> wire.put("text", it.text())
                    .put("by", signature.origin().name()).put("signature", signature.value()));
            case Part.Redacted it -> wire.put("redacted", it.data());
            case Part other -> {
            }
        }
        return wire.put("said", said - block.said()).build();
    }

    static boolean holds(Signature signature) {
        return signature.origin() == Origin.ANTHROPIC && signature.value().startsWith(HELD);
    }

    /** The blocks a value brought back; what is damaged is left out, as nobody could verify it. */
    static List<Block> read(Signature signature) {
        Optional<Json> list = holds(signature)
                ? JsonText.parse(signature.value().substring(HELD.length()))
                : Optional.empty();
        return list.filter(Json.Arr.class::isInstance).map(Json.Arr.class::cast).map(Json.Arr::elements)
                .orElse(List.of()).stream().flatMap(it -> block(it).stream()).toList();
    }

    private static Optional<Block> block(Json written) {
        if (!(written instanceof Json.Obj wire)) {
            return Optional.empty();
        }
        int said = (int) Math.clamp(wire.whole("said").orElse(0L), 0L, Integer.MAX_VALUE);
        Optional<Part> redacted = wire.text("redacted").map(Part.Redacted::new);
        return redacted.or(() -> signature(wire).map(
                it -> new Part.Reasoning(wire.text("text").orElse(""), Optional.of(it))))
                .map(part -> new Block(part, said));
    }

    private static Optional<Signature> signature(Json.Obj wire) {
        Optional<Origin> origin = wire.text("by").flatMap(
                by -> Arrays.stream(Origin.values()).filter(it -> it.name().equals(by)).findFirst());
        return wire.text("signature").filter(it -> !it.isEmpty())
                .flatMap(value -> origin.map(it -> new Signature(it, value)));
    }
}
