package io.omniroute.translation.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Answering;
import io.omniroute.translation.Ids;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.json.JsonText;
import io.omniroute.upstream.framing.SseFraming;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Small inputs of the tests of this package. */
final class Chats {
    static final OpenAiDialect DIALECT = new OpenAiDialect();
    static final Ids IDS = new Ids("seed");

    private Chats() {}

    /** JSON with single quotes in place of double ones. */
    static Json.Obj json(String text) {
        return (Json.Obj) JsonText.parse(text.replace('\'', '"')).orElseThrow(
                () -> new IllegalArgumentException("no JSON: " + text));
    }

    static ChatRequest decoded(String body) {
        return DIALECT.decodeRequest(json(body), "alias", false);
    }

    /** A request with one user message and these further members. */
    static ChatRequest asking(String members) {
        return decoded("{'messages':[{'role':'user','content':'Hi'}]" + (members.isEmpty() ? "" : ',' + members) + '}');
    }

    static Target target(String provider, Ability... abilities) {
        Set<Ability> all = EnumSet.noneOf(Ability.class);
        all.addAll(List.of(abilities));
        return new Target(provider, "model-1", new Capabilities(OptionalLong.empty(), ThinkingStyle.NONE, all), false,
                Map.of(), IDS);
    }

    static Target openAi() {
        return target("openai", Ability.COMPLETION_TOKENS_FIELD, Ability.CUSTOM_TOOLS);
    }

    static Json.Obj encoded(ChatRequest request, Target target) {
        return (Json.Obj) JsonText.parse(DIALECT.encodeRequest(request, target).body()).orElseThrow();
    }

    static Answering answering(ChatRequest asked) {
        return new Answering(asked, ToolNames.SAME, "model-1", 1_760_000_000, IDS);
    }

    static Answering answering() {
        return answering(asking(""));
    }

    static Frame frame(String data) {
        byte[] bytes = data.replace('\'', '"').getBytes(UTF_8);
        return new Frame(null, bytes, bytes, 0, bytes.length);
    }

    static List<Frame> frames(byte[] stream, int size) {
        var framing = new SseFraming();
        var frames = new ArrayList<Frame>();
        for (int from = 0; from < stream.length; from += size) {
            frames.addAll(framing.feed(stream, from, Math.min(stream.length, from + size)));
        }
        frames.addAll(framing.end());
        return frames;
    }

    static <I, O> List<O> run(StreamState<I, O> state, List<I> inputs) {
        var out = new ArrayList<O>();
        StreamState<I, O> now = state;
        for (I input : inputs) {
            StreamState.Step<I, O> step = now.on(input);
            out.addAll(step.out());
            now = step.next();
        }
        out.addAll(now.end());
        return out;
    }

    static List<ChatEvent> events(String... chunks) {
        var frames = new ArrayList<Frame>();
        for (String chunk : chunks) {
            frames.add(frame(chunk));
        }
        return run(DIALECT.decoder(answering()), frames);
    }

    /** The events behind the first one. */
    static List<ChatEvent> told(String... chunks) {
        List<ChatEvent> events = events(chunks);
        return events.subList(1, events.size());
    }

    /** A chunk with one choice of this delta. */
    static String delta(String delta) {
        return "{'id':'chatcmpl-1','object':'chat.completion.chunk','created':1760000000,'model':'m',"
                + "'choices':[{'index':0,'delta':" + delta + ",'finish_reason':null}]}";
    }

    static String finish(String word) {
        return delta("{}").replace("'finish_reason':null", "'finish_reason':'" + word + "'");
    }

    static List<String> client(boolean includeUsage, List<ChatEvent> events) {
        ChatRequest asked = asking("").toBuilder().includeUsage(includeUsage).build();
        return run(DIALECT.encoder(answering(asked)), events).stream().map(Chats::text).toList();
    }

    static String text(ClientEvent event) {
        return new String(event.json(), UTF_8);
    }
}
