package io.omniroute.testkit.sdk;

import io.omniroute.testkit.sdk.Heard.Call;
import io.omniroute.testkit.Json;
import java.util.List;

/** One official SDK, retries switched off. */
public interface Sdk extends AutoCloseable {
    String QUESTION = "What is the weather in Oslo and Lima?";

    /** The calls that the turn with tool results answers. */
    List<Call> CALLS = List.of(new Call("call_sim_1", "get_weather", Json.tree("{\"city\":\"Oslo\",\"unit\":\"C\"}")),
            new Call("call_sim_2", "get_weather", Json.tree("{\"city\":\"Lima\",\"unit\":\"C\"}")));

    /** @throws SdkFailure when the SDK throws */
    Heard ask(Ask ask, boolean streamed);

    /** Opens a stream, reads one event and leaves. */
    void leaveAfterFirstEvent(Ask ask);

    /** The name of the exception class for a status. */
    String exceptionFor(int status);

    /** False for an SDK that does not show response headers of an error. */
    boolean showsRetryAfter();

    @Override
    void close();
}
