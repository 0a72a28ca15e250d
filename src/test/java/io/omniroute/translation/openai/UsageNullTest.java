package io.omniroute.translation.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SO-5: a client that did not ask for usage sees none, not even a null; one that did keeps what the provider wrote. */
class UsageNullTest {
    private static final String CHUNK = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
            + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":null}],"
            + "\"usage\":null}";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNullStandsOnlyWhereUsageWasAskedFor(boolean asked) {
        StreamState<Frame, Frame> state = new Sanitiser(new Ids("s"), "m", 1_760_000_000L, asked).stream();
        for (int i = 0; i < 3; i++) {
            StreamState.Step<Frame, Frame> step = state.on(frame());
            state = step.next();

            assertThat(text(step.out()).contains("\"usage\":null")).isEqualTo(asked);
        }
    }

    private static Frame frame() {
        byte[] raw = ("data: " + CHUNK + "\n\n").getBytes(UTF_8);
        return new Frame(null, raw, raw, 6, raw.length - 2);
    }

    private static String text(List<Frame> frames) {
        var text = new StringBuilder();
        frames.forEach(it -> text.append(new String(it.raw(), UTF_8)));
        return text.toString();
    }
}
