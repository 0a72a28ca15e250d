package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.omniroute.domain.log.CallStep;
import io.omniroute.domain.log.LoggedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the call log with all that is kept of it.
 *
 * @param requestBody JSON where it is JSON, else text
 * @param trace the legs that were tried or passed over, in order
 */
public record CallDetailView(@JsonUnwrapped CallView call, @Nullable String connectionId,
        @Nullable Object requestBody, @Nullable Object responseBody, List<CallStep> trace) {
    private static final ObjectMapper MAPPER = ManagementJson.mapper();
    static CallDetailView of(LoggedCall.WithBodies found) {
        var entry = found.call().entry();
        return new CallDetailView(CallView.of(found.call()), entry.served().connectionId(), body(found.requestBody()),
                body(found.responseBody()), entry.steps());
    }

    private static @Nullable Object body(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text); // a stream's events, or what was never JSON
        }
    }
}
