package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.translation.Folding;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All steps of an answer between decoder and encoder, in their order: characters are whole before anybody looks at
 * them, thoughts are told from text before calls are, and what the client sees of the usage changes last. Whoever keeps
 * the books takes the usage before these stages (40 section 18).
 */
public final class ReplyStages {
    private static final List<ReplyStage> ALL = List.of(WholeCharacters::begin, ThinkExtraction::begin,
            CustomCalls::begin, BufferedUsage::begin);

    private ReplyStages() {}

    /** The stages this answer needs, as one. */
    public static StreamState<ChatEvent, ChatEvent> of(ReplyTreatment treatment) {
        return ALL.stream().map(stage -> stage.begin(treatment)).flatMap(Optional::stream).reduce(Chained::new)
                .orElseGet(StreamState::unchanged);
    }

    /** A complete answer after the same stages (TT-5). */
    public static ChatReply apply(ReplyTreatment treatment, ChatReply reply) {
        StreamState<ChatEvent, ChatEvent> state = of(treatment);
        var out = new ArrayList<ChatEvent>();
        for (ChatEvent event : Folding.unfold(reply)) {
            StreamState.Step<ChatEvent, ChatEvent> step = state.on(event);
            out.addAll(step.out());
            state = step.next();
        }
        out.addAll(state.end());
        return Folding.fold(out);
    }
}
