package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Arguments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads content blocks. One is open at a time, but each is kept under its index, so that an upstream which lets them
 * overlap does no harm.
 *
 * @param open blocks in work by index
 * @param calls so far
 * @param points code points of text so far
 * @param thinking what came last was reasoning nobody signed
 */
record BlockReader(Answering context, Map<Long, Block> open, int calls, int points, boolean thinking) {
    /** A block in work; {@code half} is the first half of a character whose second is still to come (ST-6). */
    sealed interface Block {
        /** @param from its first code point */
        record Text(int from, String half, Chain<Json> citations) implements Block {}

        /** @param follows unsigned reasoning stands directly before it */
        record Thinking(boolean follows, String half, Chain<String> signature) implements Block {}

        /** @param input what its start said, for a call without any delta */
        record Call(int number, String half, Json input, boolean spoken) implements Block {}

        /** A server tool, its result, or a kind of the future (RC-8). */
        record Ignored() implements Block {}
    }

    static BlockReader start(Answering context) {
        return new BlockReader(context, Map.of(), 0, 0, false);
    }

    BlockReader on(String type, Json.Obj event, List<ChatEvent> out) {
        long index = event.whole("index").orElse(0L);
        return switch (type) {
            case "content_block_start" -> opened(index, event.object("content_block").orElse(Json.Obj.EMPTY), out);
            case "content_block_delta" -> delta(index, event.object("delta").orElse(Json.Obj.EMPTY), out);
            default -> closed(index, out);
        };
    }

    /** The stream ended: what is still open says its last. */
    BlockReader closed(List<ChatEvent> out) {
        BlockReader reader = this;
        for (long index : open.keySet().stream().sorted().toList()) {
            reader = reader.closed(index, out);
        }
        return reader;
    }

    private BlockReader opened(long index, Json.Obj block, List<ChatEvent> out) {
        BlockReader reader = closed(index, out);
        return switch (block.text("type").orElse("")) {
            case "text" -> reader.text(index, block, out);
            case "thinking" -> reader.thinking(index, block, out);
            case "redacted_thinking" -> {
                out.add(new ChatEvent.RedactedReasoning(0, block.text("data").orElse("")));
                yield reader.with(index, new Block.Ignored()).thinking(false);
            }
            case "tool_use" -> reader.call(index, block, out);
            default -> reader.with(index, new Block.Ignored());
        };
    }

    private BlockReader text(long index, Json.Obj block, List<ChatEvent> out) {
        Chain<Json> citations = Chain.empty();
        for (Json citation : block.elements("citations")) {
            citations = citations.plus(citation);
        }
        var text = new Block.Text(points, "", citations);
        return with(index, text).textPiece(index, text, block.text("text").orElse(""), out);
    }

    private BlockReader thinking(long index, Json.Obj block, List<ChatEvent> out) {
        var thought = new Block.Thinking(thinking, "", signature(Chain.empty(), block));
        return with(index, thought).thoughtPiece(index, thought, block.text("thinking").orElse(""), out);
    }

    private BlockReader call(long index, Json.Obj block, List<ChatEvent> out) {
        out.add(new ChatEvent.CallOpened(0, calls, AnthropicReplyDecoder.callId(block, calls, context),
                context.names().toClient(block.text("name").orElse("")), false, Optional.empty()));
        Json input = block.get("input").filter(Json.Obj.class::isInstance).orElse(Json.Obj.EMPTY);
        BlockReader reader = with(index, new Block.Call(calls, "", input, false));
        return new BlockReader(context, reader.open, calls + 1, points, false);
    }

    private BlockReader delta(long index, Json.Obj delta, List<ChatEvent> out) {
        Block block = open.get(index);
        return switch (block == null ? unannounced(delta) : block) {
            case Block.Text text -> delta.has("citation")
                    ? with(index, cited(text, delta))
                    : textPiece(index, text, delta.text("text").orElse(""), out);
            case Block.Thinking thought -> {
                var signed = new Block.Thinking(thought.follows(), thought.half(),
                        signature(thought.signature(), delta));
                yield with(index, signed).thoughtPiece(index, signed, delta.text("thinking").orElse(""), out);
            }
            case Block.Call call -> callPiece(index, call, delta.text("partial_json").orElse(""), out);
            case Block.Ignored ignored -> this;
        };
    }

    /** Some who imitate the vendor begin without a start. */
    private Block unannounced(Json.Obj delta) {
        return switch (delta.text("type").orElse("")) {
            case "text_delta" -> new Block.Text(points, "", Chain.empty());
            case "thinking_delta" -> new Block.Thinking(false, "", Chain.empty());
            default -> new Block.Ignored();
        };
    }

    private static Block cited(Block.Text text, Json.Obj delta) {
        return new Block.Text(text.from(), text.half(),
                text.citations().plus(delta.get("citation").orElse(Json.Literal.NULL)));
    }

    private static Chain<String> signature(Chain<String> before, Json.Obj holder) {
        return Wire.filled(holder, "signature").map(before::plus).orElse(before);
    }

    private BlockReader textPiece(long index, Block.Text text, String piece, List<ChatEvent> out) {
        if (piece.isEmpty()) {
            return this;
        }
        var whole = WholeText.of(text.half() + piece);
        if (!whole.text().isEmpty()) {
            out.add(new ChatEvent.TextPiece(0, whole.text()));
        }
        BlockReader reader = whole.half().equals(text.half())
                ? this
                : with(index, new Block.Text(text.from(), whole.half(), text.citations()));
        return new BlockReader(context, reader.open, calls,
                points + whole.text().codePointCount(0, whole.text().length()), false);
    }

    /** Reasoning that directly follows other reasoning begins with a blank line, as a complete answer would have it. */
    private BlockReader thoughtPiece(long index, Block.Thinking thought, String piece, List<ChatEvent> out) {
        if (piece.isEmpty()) {
            return this;
        }
        var whole = WholeText.of(thought.half() + piece);
        boolean speaks = !whole.text().isEmpty();
        if (speaks) {
            out.add(new ChatEvent.ReasoningPiece(0, (thought.follows() ? "\n\n" : "") + whole.text()));
        }
        var next = new Block.Thinking(thought.follows() && !speaks, whole.half(), thought.signature());
        return with(index, next).thinking(thinking || speaks);
    }

    private BlockReader callPiece(long index, Block.Call call, String piece, List<ChatEvent> out) {
        if (piece.isEmpty()) {
            return this;
        }
        var whole = WholeText.of(call.half() + piece);
        if (!whole.text().isEmpty()) {
            out.add(new ChatEvent.CallPiece(0, call.number(), whole.text()));
        }
        return call.spoken() && whole.half().equals(call.half())
                ? this
                : with(index, new Block.Call(call.number(), whole.half(), call.input(), true));
    }

    private BlockReader closed(long index, List<ChatEvent> out) {
        Block block = open.get(index);
        return block == null ? this : last(block, out).without(index);
    }

    private BlockReader last(Block block, List<ChatEvent> out) {
        return switch (block) {
            case Block.Text text -> {
                int to = points + text.half().length();
                if (!text.half().isEmpty()) {
                    out.add(new ChatEvent.TextPiece(0, text.half()));
                }
                WebCitations.annotations(text.citations().inOrder(), text.from(), to)
                        .forEach(it -> out.add(new ChatEvent.Cited(0, it)));
                yield new BlockReader(context, open, calls, to, thinking);
            }
            case Block.Thinking thought -> signed(thought, out);
            case Block.Call call -> {
                String rest = call.spoken() ? call.half() : Arguments.asText(call.input());
                if (!rest.isEmpty()) {
                    out.add(new ChatEvent.CallPiece(0, call.number(), rest));
                }
                yield this;
            }
            case Block.Ignored ignored -> this;
        };
    }

    private BlockReader signed(Block.Thinking thought, List<ChatEvent> out) {
        if (!thought.half().isEmpty()) {
            out.add(new ChatEvent.ReasoningPiece(0, thought.half()));
        }
        String signature = String.join("", thought.signature().inOrder());
        if (signature.isEmpty()) {
            return this;
        }
        out.add(new ChatEvent.ReasoningSigned(0, new Signature(Origin.ANTHROPIC, signature)));
        return thinking(false);
    }

    private BlockReader with(long index, Block block) {
        var blocks = new HashMap<>(open);
        blocks.put(index, block);
        return new BlockReader(context, Map.copyOf(blocks), calls, points, thinking);
    }

    private BlockReader without(long index) {
        var blocks = new HashMap<>(open);
        blocks.remove(index);
        return new BlockReader(context, Map.copyOf(blocks), calls, points, thinking);
    }

    private BlockReader thinking(boolean unsigned) {
        return new BlockReader(context, open, calls, points, unsigned);
    }
}
