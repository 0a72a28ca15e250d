package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * One of the parallel answers as far as its stream was written.
 *
 * @param block what the last content belongs to
 * @param position of that block among the blocks of the answer; -1 before the first one
 * @param reasoned reasoning text was written
 * @param thought text of the reasoning block in work, for its sealed copy
 * @param calls how many tool calls began
 * @param idle calls of functions that got no arguments so far
 * @param custom calls of custom tools
 */
record ChoiceWriting(Block block, int position, boolean reasoned, Pieces thought, int calls, Set<Integer> idle,
        Set<Integer> custom) {
    static final ChoiceWriting BEGUN = new ChoiceWriting(Block.NONE, -1, false, Pieces.NONE, 0, Set.of(),
            Set.of());
    /** What a piece of content belongs to. Calls, pictures and sealed blocks are complete in themselves. */
    enum Block {
        NONE, TEXT, REASONING, REFUSAL
    }

    /** In a block of this kind: the one in work, or the next one. */
    ChoiceWriting in(Block kind) {
        return block == kind ? this : new ChoiceWriting(kind, position + 1, reasoned, Pieces.NONE, calls, idle, custom);
    }

    /** Behind a block that is complete in itself; the next content begins another one. */
    ChoiceWriting alone() {
        return new ChoiceWriting(Block.NONE, position + 1, reasoned, Pieces.NONE, calls, idle, custom);
    }

    /** The block in work is complete. */
    ChoiceWriting closed() {
        return new ChoiceWriting(Block.NONE, position, reasoned, Pieces.NONE, calls, idle, custom);
    }

    ChoiceWriting thinking(String text) {
        return new ChoiceWriting(block, position, true, thought.plus(text), calls, idle, custom);
    }

    ChoiceWriting called(ChatEvent.CallOpened call) {
        return new ChoiceWriting(Block.NONE, position + 1, reasoned, Pieces.NONE, calls + 1,
                call.custom() ? idle : plus(idle, call.call()), call.custom() ? plus(custom, call.call()) : custom);
    }

    private static Set<Integer> plus(Set<Integer> set, int call) {
        var more = new HashSet<>(set);
        more.add(call);
        return Set.copyOf(more);
    }

    ChoiceWriting argued(int call) {
        if (!idle.contains(call)) {
            return this;
        }
        var waiting = new HashSet<>(idle);
        waiting.remove(call);
        return new ChoiceWriting(block, position, reasoned, thought, calls, Set.copyOf(waiting), custom);
    }
}
