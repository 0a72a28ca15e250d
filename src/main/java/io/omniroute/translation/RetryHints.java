package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.Observation;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When an upstream that refused may be asked again, as far as its error body says it. */
public final class RetryHints {
    private static final double LONGEST_SECONDS = Duration.ofDays(30).toSeconds();

    private RetryHints() {}

    /**
     * Google's {@code google.rpc.RetryInfo} ({@code retryDelay} such as {@code "12.4s"}) in the details of an error,
     * rounded up to whole seconds (translation section 11).
     */
    public static Optional<Duration> of(Failure failure) {
        if (!(failure instanceof Failure.Rejected rejected)) {
            return failure.retryHint();
        }
        List<Duration> found = new ArrayList<>(1);
        byte[] body = rejected.body();
        Payload.read(body, 0, body.length, json -> {
            JsonBytes.members(json, (name, value) -> {
                if (name.equals("error")) {
                    JsonBytes.members(json, (member, it) -> details(member, it, found));
                }
            });
            return Observation.NOTHING;
        });
        return found.stream().findFirst();
    }

    private static void details(String member, JsonParser json, List<Duration> found) throws IOException {
        if (member.equals("details")) {
            JsonBytes.elements(json, (none, detail) -> JsonBytes.members(json, (name, value) -> {
                if (name.equals("retryDelay")) {
                    seconds(JsonBytes.text(json)).ifPresent(found::add);
                }
            }));
        }
    }

    private static Optional<Duration> seconds(@org.jspecify.annotations.Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?s")) {
            return Optional.empty();
        }
        double seconds = Double.parseDouble(text.substring(0, text.length() - 1));
        return Optional.of(Duration.ofSeconds((long) Math.ceil(Math.min(seconds, LONGEST_SECONDS))));
    }
}
