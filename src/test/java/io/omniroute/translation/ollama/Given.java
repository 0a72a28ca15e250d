package io.omniroute.translation.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Inputs and readings that the tests of this dialect share. */
final class Given {
    static final OllamaDialect DIALECT = new OllamaDialect();
    private static final long NOW = 1_760_000_000;

    private Given() {}

    static Json.Obj object(String json) {
        return (Json.Obj) JsonText.parse(json.replace('\'', '"')).orElseThrow();
    }

    static ChatRequest decoded(String body) {
        return DIALECT.decodeRequest(object(body), "p/m", true);
    }

    /** A request with these messages. */
    static ChatRequest says(String messages) {
        return decoded("{'model':'p/m','messages':[" + messages + "]}");
    }

    /** The clock stands at 70, then at 80, and so on. */
    static Answering context() {
        var clock = new AtomicLong(60);
        return new Answering(ChatRequest.builder("p/m").build(), ToolNames.SAME, "upstream-model", NOW, new Ids("seed"),
                () -> clock.addAndGet(10));
    }

    static List<Json.Obj> lines(ChatEvent... events) {
        return lines(List.of(events));
    }

    static List<Json.Obj> lines(List<ChatEvent> events) {
        var lines = new ArrayList<Json.Obj>();
        StreamState<ChatEvent, ClientEvent> state = DIALECT.encoder(context());
        for (ChatEvent event : events) {
            StreamState.Step<ChatEvent, ClientEvent> step = state.on(event);
            state = step.next();
            step.out().forEach(it -> lines.add(object(new String(it.json(), UTF_8))));
        }
        state.end().forEach(it -> lines.add(object(new String(it.json(), UTF_8))));
        return lines;
    }
}
