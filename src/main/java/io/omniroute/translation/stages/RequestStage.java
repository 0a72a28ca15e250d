package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.translation.Target;

/** One step that makes a request fit for a target before its dialect writes it. Pure. */
@FunctionalInterface
public interface RequestStage {
    /**
     * @param to the dialect of the target
     * @return the request itself when there is nothing to do
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} 400 for what the target cannot take
     */
    ChatRequest apply(ChatRequest request, Format to, Target target);
}
