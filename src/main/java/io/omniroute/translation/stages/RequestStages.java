package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.translation.Target;
import java.util.List;

/**
 * All steps between decoding and encoding a request, in their order (translation section 2, step 4).
 *
 * <p>Refusals come first and ids second, while the messages still stand where the client put them: both name places.
 * The administrator's system prompt belongs between the pairs and the roles, so that its role is made to fit too.
 */
public final class RequestStages {
    public static final List<RequestStage> ALL = List.of(new UnsupportedContent(), new StoredPrompt(),
            new ThinkingById(), new ToolPairs(), new ToolAnswers(), new CallIds(), new DeveloperRole(),
            new SystemRole());

    private RequestStages() {}

    /** The request as an encoder of {@code to} may have it: see the stages for what it can rely on. */
    public static ChatRequest run(ChatRequest request, Format to, Target target) {
        ChatRequest fitting = request;
        for (RequestStage stage : ALL) {
            fitting = stage.apply(fitting, to, target);
        }
        return fitting;
    }
}
