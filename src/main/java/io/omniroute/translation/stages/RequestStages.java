package io.omniroute.translation.stages;

import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.translation.Target;
import java.util.List;

/**
 * All steps between decoding and encoding a request, in their order (translation section 2, step 4).
 *
 * <p>Refusals come first and ids second, while the messages still stand where the client put them: both name places.
 * What the operator wants changed stands where it has to: thinking in place of what a model's name implies; the system
 * prompt between the pairs and the roles, so that its role is made to fit too.
 */
public final class RequestStages {
    private RequestStages() {}

    static List<RequestStage> of(Shaping shaping) {
        RequestStage thinking = shaping.changesThinking() ? new ThinkingMode(shaping.thinking()) : new ThinkingById();
        return List.of(new UnsupportedContent(), new StoredPrompt(), thinking, new OutputCap(shaping.maxTokens()),
                new ToolPairs(),
                new ToolAnswers(), new CallIds(), new FittingContext(shaping.contextTokens()),
                new AddedPrompt(shaping.prompt()), new DeveloperRole(), new SystemRole());
    }

    /** As the client meant it, without what an operator wants. */
    static ChatRequest run(ChatRequest request, Format to, Target target) {
        return run(request, to, target, Shaping.NONE);
    }

    /** The request as an encoder of {@code to} may have it: see the stages for what it can rely on. */
    public static ChatRequest run(ChatRequest request, Format to, Target target, Shaping shaping) {
        ChatRequest fitting = request;
        for (RequestStage stage : of(shaping)) {
            fitting = stage.apply(fitting, to, target);
        }
        return fitting;
    }
}
