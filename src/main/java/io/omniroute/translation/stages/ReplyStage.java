package io.omniroute.translation.stages;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.translation.StreamState;
import java.util.Optional;

/** One step an answer takes between the upstream's decoder and the client's encoder. Pure. */
@FunctionalInterface
interface ReplyStage {
    /** Its first moment for one answer; empty when this answer needs no such step. */
    Optional<StreamState<ChatEvent, ChatEvent>> begin(ReplyTreatment treatment);
}
