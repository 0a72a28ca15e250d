package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.ForeignSignature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The field {@code thinking_blocks}: sealed reasoning on its way through clients of this dialect, each block with the
 * place it had among the parts of its message (translation section 3).
 */
final class ThinkingBlocks {
    private ThinkingBlocks() {}

    private record Placed(Part part, int position) {}

    /**
     * The parts with the blocks at their places; those without a place stand in front.
     *
     * @param blocks the field's elements; what is no block is ignored
     * @param reasoning the message's reasoning text, used when there are no blocks
     */
    static List<Part> place(List<Json> blocks, Optional<String> reasoning, List<Part> parts) {
        List<Placed> placed = blocks.stream().flatMap(block -> placed(block).stream())
                .sorted(Comparator.comparingInt(Placed::position)).toList();
        var all = new ArrayList<Part>();
        if (placed.isEmpty()) {
            reasoning.filter(text -> !text.isEmpty()).ifPresent(text -> all.add(new Part.Reasoning(text)));
            all.addAll(parts);
            return all;
        }
        all.addAll(parts);
        int unplaced = 0;
        for (Placed block : placed) {
            int at = block.position() < 0 ? unplaced++ : Math.max(block.position(), unplaced);
            all.add(Math.min(at, all.size()), block.part());
        }
        return all;
    }

    private static Optional<Placed> placed(Json block) {
        if (!(block instanceof Json.Obj object)) {
            return Optional.empty();
        }
        long position = object.whole("position").orElse(-1L);
        return part(object).map(part -> new Placed(part, (int) Math.clamp(position, -1, Integer.MAX_VALUE)));
    }

    /** One block; a missing, empty or broken signature leaves plain reasoning. */
    static Optional<Part> part(Json.Obj block) {
        return switch (block.text("type").orElse("")) {
            case "thinking" -> thinking(block.text("thinking").orElse(""), signature(block));
            case "redacted_thinking" -> block.text("data").map(Part.Redacted::new);
            default -> Optional.empty();
        };
    }

    private static Optional<Part> thinking(String text, Optional<Signature> signature) {
        return text.isEmpty() && signature.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part.Reasoning(text, signature));
    }

    private static Optional<Signature> signature(Json.Obj block) {
        return block.text("signature").flatMap(value -> ForeignSignature.read(value, Origin.ANTHROPIC));
    }

    static Json.Obj thinking(String text, Signature signature, int position) {
        return Json.Obj.builder().put("type", "thinking").put("thinking", text)
                .put("signature", ForeignSignature.write(signature, Origin.ANTHROPIC)).put("position", position)
                .build();
    }

    static Json.Obj redacted(String data, int position) {
        return Json.Obj.builder().put("type", "redacted_thinking").put("data", data).put("position", position)
                .build();
    }
}
