package io.omniroute.management;

import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.log.LoggedCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of the call log; {@code duration} in milliseconds. */
public record CallView(String id, Instant timestamp, String requestId, String method, String path, int status,
        String model, String requestedModel, String provider, @Nullable String account, long duration, Tokens tokens,
        String sourceFormat, @Nullable String targetFormat, @Nullable String error, @Nullable String comboName,
        @Nullable String apiKeyId, @Nullable String apiKeyName, boolean hasRequestBody, boolean hasResponseBody) {
    static CallView of(LoggedCall call) {
        CallEntry entry = call.entry();
        CallEntry.Asked asked = entry.asked();
        CallEntry.Served served = entry.served();
        return new CallView(call.id(), entry.timestamp(), entry.requestId(), entry.method(), entry.path(),
                entry.status(), served.model(), asked.model(), served.provider(), served.account(),
                entry.durationMs(), new Tokens(served.tokensIn(), served.tokensOut()), asked.sourceFormat(),
                served.targetFormat(), entry.error(), asked.comboName(), asked.apiKeyId(), asked.apiKeyName(),
                call.hasRequestBody(), call.hasResponseBody());
    }

    /** Real counts, without any safety buffer. */
    public record Tokens(long in, long out) {}
}
