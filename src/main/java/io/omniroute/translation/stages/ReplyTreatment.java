package io.omniroute.translation.stages;

import io.omniroute.catalog.Capabilities;
import io.omniroute.translation.ToolNames;

/**
 * What the way back must know to treat one answer.
 *
 * @param capabilities of the model that answers
 * @param names of the request as it went out
 * @param tags thoughts may stand between
 * @param usageBuffer tokens to add to what the client sees of the prompt, mostly 0 (see {@link UsageBuffer})
 */
public record ReplyTreatment(Capabilities capabilities, ToolNames names, ThinkTags tags, long usageBuffer) {}
