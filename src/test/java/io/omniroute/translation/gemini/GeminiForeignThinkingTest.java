package io.omniroute.translation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.anthropic.AnthropicDialect;
import io.omniroute.translation.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Anthropic signed comes back to it from clients of Google's, whatever they keep of an answer (P09). */
class GeminiForeignThinkingTest {
    private static final GeminiDialect DIALECT = new GeminiDialect();
    private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();
    private static final String BLOCKS = "{'type':'thinking','thinking':'Both cities.','signature':'c2lnbmVk'},"
            + "{'type':'text','text':'Grüße 👋 soon.'},"
            + "{'type':'tool_use','id':'toolu_1','name':'get_weather','input':{'city':'Oslo'}},"
            + "{'type':'tool_use','id':'toolu_2','name':'now','input':{}}";

    /** What a client hands back of an answer's parts. */
    enum Client {
        /** Everything as it came. */
        FAITHFUL {
            @Override
            List<Json.Obj> keeps(List<Json.Obj> parts) {
                return parts;
            }
        },
        /** No thoughts, neighbouring texts joined. */
        COMMAND_LINE {
            @Override
            List<Json.Obj> keeps(List<Json.Obj> parts) {
                var kept = new ArrayList<Json.Obj>();
                for (Json.Obj part : parts) {
                    boolean joins = !kept.isEmpty() && plain(part) && plain(kept.getLast());
                    if (joins) {
                        String text = kept.removeLast().text("text").orElse("") + part.text("text").orElse("");
                        kept.add(GeminiParts.text(text));
                    } else if (!part.has("thought")) {
                        kept.add(part);
                    }
                }
                return kept;
            }
        },
        /** Thoughts without a signature of their own, no empty parts that are not signed. */
        SDK {
            @Override
            List<Json.Obj> keeps(List<Json.Obj> parts) {
                return parts.stream().map(part -> part.has("thought")
                        ? GeminiParts.thought(part.text("text").orElse(""), Optional.empty())
                        : part)
                        .filter(part -> !part.text("text").equals(Optional.of("")) || part.has("thoughtSignature"))
                        .toList();
            }
        };

        abstract List<Json.Obj> keeps(List<Json.Obj> parts);

        private static boolean plain(Json.Obj part) {
            return part.has("text") && !part.has("thought") && !part.has("thoughtSignature");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thinkingBeforeTwoCallsReturnsToItsVendor(Client client) throws Exception {
        String sse = Files.readString(Path.of("src/test/resources/golden/pairs/streams/claude.tools.txt"));
        List<Frame> frames = GeminiStreamDecoderTest.frames(sse.getBytes(UTF_8), 64);
        List<ChatEvent> events = GeminiStreamDecoderTest.run(ANTHROPIC.decoder(Hub.answering()), frames);

        assertThat(returned(client, streamed(events))).isEqualTo(list(BLOCKS));
    }

    @ParameterizedTest
    @EnumSource
    void thinkingOfACompleteAnswerReturnsToItsVendor(Client client) {
        assertThat(returned(client, complete(claude(BLOCKS)))).isEqualTo(list(BLOCKS));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'type':'thinking','thinking':'a','signature':'s1'},{'type':'redacted_thinking','data':'R'},"
                    + "{'type':'thinking','thinking':'b','signature':'s2'},"
                    + "{'type':'tool_use','id':'t1','name':'f','input':{}}",
            "{'type':'text','text':'One. '},{'type':'thinking','thinking':'a','signature':'s1'},"
                    + "{'type':'text','text':'Two.👋'},{'type':'thinking','thinking':'b','signature':'s2'},"
                    + "{'type':'tool_use','id':'t1','name':'f','input':{}},"
                    + "{'type':'thinking','thinking':'c','signature':'s3'},"
                    + "{'type':'tool_use','id':'t2','name':'g','input':{}},{'type':'text','text':'End.'}",
            "{'type':'thinking','thinking':'why','signature':'s1'},{'type':'text','text':'Because.'}",
            "{'type':'thinking','thinking':'','signature':'s1'},{'type':'text','text':'Because.'}",
            "{'type':'redacted_thinking','data':'R'},{'type':'text','text':'Because.'}",
            "{'type':'text','text':'First.'},{'type':'thinking','thinking':'why','signature':'s1'},"
                    + "{'type':'text','text':'Then.'}"})
    void blocksComeBackAtTheirPlaces(String blocks) {
        ChatReply reply = claude(blocks);
        for (Client client : Client.values()) {
            assertThat(returned(client, complete(reply))).as("%s", client).isEqualTo(list(blocks));
            assertThat(joined(returned(client, streamed(events(reply))))).as("%s", client)
                    .isEqualTo(joined(list(blocks)));
        }
    }

    @Test
    void completeAnswerWithoutACallHasTheSealOnItsText() {
        List<Json.Obj> parts = complete(claude("{'type':'thinking','thinking':'why','signature':'s1'},"
                + "{'type':'text','text':'Because.'}"));

        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst()).isEqualTo(Hub.object("{'text':'why','thought':true}"));
        assertThat(parts.getLast().members()).containsOnlyKeys("text", "thoughtSignature");
        assertThat(parts.getLast().text("text")).contains("Because.");
    }

    @Test
    void sealAfterTheLastTextHasAPartOfItsOwn() {
        List<Json.Obj> parts = complete(claude("{'type':'text','text':'Hm.'},"
                + "{'type':'thinking','thinking':'why','signature':'s1'}"));

        assertThat(parts.getFirst()).isEqualTo(GeminiParts.text("Hm."));
        assertThat(parts.getLast().text("text")).contains("");
        assertThat(parts.getLast().members()).containsOnlyKeys("text", "thoughtSignature");
    }

    @Test
    void eachChoiceKeepsItsOwnSeals() {
        List<ChatEvent> events = List.of(new ChatEvent.Started("r", "m", 1, Optional.empty()),
                new ChatEvent.ReasoningPiece(0, "a"), new ChatEvent.ReasoningPiece(1, "b"),
                new ChatEvent.ReasoningSigned(1, Hub.anthropic("s2")),
                new ChatEvent.ReasoningSigned(0, Hub.anthropic("s1")),
                new ChatEvent.CallOpened(1, 0, "c1", "f", false, Optional.empty()), new ChatEvent.Ended());

        List<Json.Obj> candidates = chunks(events).getLast().elements("candidates").stream()
                .map(Json.Obj.class::cast).toList();

        assertThat(decoded(parts(candidates.getFirst())))
                .containsExactly(new Part.Reasoning("a", Optional.of(Hub.anthropic("s1"))));
        assertThat(decoded(parts(candidates.getLast()))).containsExactly(
                new Part.Reasoning("b", Optional.of(Hub.anthropic("s2"))), new Part.ToolCall("c1", "f", "{}"));
    }

    @Test
    void thoughtBeforeATextIsNotUnderTheSealAfterIt() {
        List<ChatEvent> events = List.of(new ChatEvent.Started("r", "m", 1, Optional.empty()),
                new ChatEvent.ReasoningPiece(0, "loose"), new ChatEvent.TextPiece(0, "Hi"),
                new ChatEvent.ReasoningSigned(0, Hub.anthropic("s")), new ChatEvent.Ended());

        assertThat(decoded(streamed(events))).containsExactly(new Part.Reasoning("loose"), new Part.Text("Hi"),
                new Part.Reasoning("", Optional.of(Hub.anthropic("s"))));
    }

    @Test
    void textAClientShortenedDoesNotMoveTheThinkingFurther() {
        String value = GeminiSeals.NONE.thinks("why").signed(Hub.anthropic("s")).says("a long text").value()
                .orElseThrow();
        var call = Hub.object("{'functionCall':{'id':'c1','name':'f'}}").with("thoughtSignature",
                new Json.Str(value));
        var sealed = new Part.Reasoning("why", Optional.of(Hub.anthropic("s")));

        assertThat(decoded(List.of(GeminiParts.NOTHING, call))).startsWith(sealed);
        assertThat(decoded(List.of(GeminiParts.text("short"), call))).startsWith(sealed, new Part.Text("short"));
        assertThat(decoded(List.of(Hub.object("{'functionCall':{'id':'c0','name':'f'}}"), call)))
                .containsExactly(new Part.ToolCall("c0", "f", "{}"), sealed, new Part.ToolCall("c1", "f", "{}"));
    }

    @Test
    void placeInsideAPairOfSurrogatesIsBehindIt() {
        var parts = new ArrayList<Part>(List.of(new Part.Text("a👋")));

        assertThat(GeminiPlaces.back(parts, 1)).isEqualTo(1);
        assertThat(parts).containsExactly(new Part.Text("a👋"));
    }

    @Test
    void sealOnAThoughtIsReadToo() {
        String value = GeminiSeals.NONE.thinks("why").signed(Hub.anthropic("s")).value().orElseThrow();

        assertThat(decoded(List.of(GeminiParts.thought("why", Optional.of(value)))))
                .containsExactly(new Part.Reasoning("why", Optional.of(Hub.anthropic("s"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[7,{},{'text':'x'},{'signature':'s'},{'signature':'s','by':'NOBODY'},"
            + "{'signature':'','by':'GOOGLE'}]", "[{'redacted'"})
    void damagedSealIsNone(String list) {
        String value = GeminiSignatures.write(Hub.anthropic("thinking:" + list.replace('\'', '"')));
        var part = Hub.object("{'text':'Hi'}").with("thoughtSignature", new Json.Str(value));

        assertThat(decoded(List.of(Hub.object("{'text':'th','thought':true}"), part)))
                .containsExactly(new Part.Reasoning("th"), new Part.Text("Hi"));
    }

    @Test
    void anyOrderOfBlocksSurvivesEveryClient() {
        for (int seed = 0; seed < 300; seed++) {
            String blocks = blocks(new Random(seed));
            ChatReply reply = claude(blocks);
            for (Client client : Client.values()) {
                assertThat(joined(returned(client, complete(reply)))).as("%d %s", seed, client)
                        .isEqualTo(joined(list(blocks)));
                assertThat(joined(returned(client, streamed(events(reply))))).as("%d %s", seed, client)
                        .isEqualTo(joined(list(blocks)));
            }
        }
    }

    private static String blocks(Random random) {
        return IntStream.rangeClosed(0, 1 + random.nextInt(7)).mapToObj(i -> switch (random.nextInt(4)) {
            case 0 -> "{'type':'thinking','thinking':'think " + i + "','signature':'s" + i + "'}";
            case 1 -> "{'type':'redacted_thinking','data':'R" + i + "'}";
            case 2 -> "{'type':'text','text':'é👋 text " + i + "'}";
            default -> "{'type':'tool_use','id':'t" + i + "','name':'f','input':{'a':" + i + "}}";
        }).reduce((a, b) -> a + ',' + b).orElseThrow();
    }

    /** Neighbouring texts are one text to a client. */
    private static List<String> joined(List<Json> blocks) {
        var lines = new ArrayList<String>();
        var text = new StringBuilder();
        for (Json block : blocks) {
            Optional<String> said = ((Json.Obj) block).text("text");
            said.ifPresent(text::append);
            if (said.isEmpty()) {
                lines.add(text.toString());
                lines.add(JsonText.write(block));
                text.setLength(0);
            }
        }
        lines.add(text.toString());
        return lines;
    }

    private static ChatReply claude(String blocks) {
        return ANTHROPIC.decodeReply(JsonText.bytes(Hub.object("{'id':'msg_1','type':'message','role':'assistant',"
                + "'model':'m','content':[" + blocks + "],'stop_reason':'end_turn','stop_sequence':null,"
                + "'usage':{'input_tokens':1,'output_tokens':1}}")), Hub.answering());
    }

    private static List<ChatEvent> events(ChatReply reply) {
        var events = new ArrayList<ChatEvent>();
        events.add(new ChatEvent.Started(reply.id(), reply.model(), 1, Optional.empty()));
        int calls = 0;
        for (Part part : reply.choices().getFirst().parts()) {
            events.addAll(switch (part) {
                case Part.Reasoning it -> thought(it);
                case Part.Redacted it -> List.of(new ChatEvent.RedactedReasoning(0, it.data()));
                case Part.Text it -> List.of(new ChatEvent.TextPiece(0, it.text().substring(0, 1)),
                        new ChatEvent.TextPiece(0, it.text().substring(1)));
                case Part.ToolCall it -> List.of(
                        new ChatEvent.CallOpened(0, calls, it.id(), it.name(), false, it.signature()),
                        new ChatEvent.CallPiece(0, calls++, it.arguments()));
                case Part other -> throw new IllegalArgumentException("no event for " + other);
            });
        }
        events.add(new ChatEvent.Finished(0, new Finish(FinishReason.STOP)));
        events.add(new ChatEvent.Ended());
        return events;
    }

    private static List<ChatEvent> thought(Part.Reasoning thought) {
        var signed = new ChatEvent.ReasoningSigned(0, thought.signature().orElseThrow());
        return thought.text().isEmpty()
                ? List.of(signed)
                : List.of(new ChatEvent.ReasoningPiece(0, thought.text().substring(0, 1)),
                        new ChatEvent.ReasoningPiece(0, thought.text().substring(1)), signed);
    }

    private static List<Json.Obj> complete(ChatReply reply) {
        byte[] body = DIALECT.encodeReply(reply, Hub.answering());
        assertThat(Oracle.of("gemini/generate-content-response").objections(new String(body, UTF_8))).isEmpty();
        return parts((Json.Obj) Hub.object(body).elements("candidates").getFirst());
    }

    private static List<Json.Obj> streamed(List<ChatEvent> events) {
        return chunks(events).stream().flatMap(it -> it.elements("candidates").stream())
                .flatMap(it -> parts((Json.Obj) it).stream()).toList();
    }

    private static List<Json.Obj> chunks(List<ChatEvent> events) {
        StreamState<ChatEvent, ClientEvent> state = DIALECT.encoder(Hub.answering());
        var chunks = new ArrayList<Json.Obj>();
        for (ChatEvent event : events) {
            var step = state.on(event);
            step.out().forEach(it -> chunks.add(Hub.object(it.json())));
            state = step.next();
        }
        return chunks;
    }

    private static List<Json.Obj> parts(Json.Obj candidate) {
        return candidate.object("content").orElseThrow().elements("parts").stream().map(Json.Obj.class::cast).toList();
    }

    /** The assistant's blocks in the next request to Anthropic. */
    private static List<Json> returned(Client client, List<Json.Obj> parts) {
        byte[] body = ANTHROPIC.encodeRequest(asked(client.keeps(parts)),
                Hub.target("claude-sonnet-4-5", ThinkingStyle.BUDGET)).body();
        return ((Json.Obj) Hub.object(body).elements("messages").get(1)).elements("content");
    }

    private static List<Part> decoded(List<Json.Obj> parts) {
        return asked(parts).messages().get(1).parts();
    }

    private static ChatRequest asked(List<Json.Obj> parts) {
        Json.Obj question = Hub.object("{'role':'user','parts':[{'text':'q'}]}");
        Json.Obj answer = Json.Obj.builder().put("role", "model").put("parts", List.copyOf(parts)).build();
        return DIALECT.decodeRequest(Json.Obj.of("contents", new Json.Arr(Stream.of(question, answer, question)
                .map(Json.class::cast).toList())), "m", false);
    }

    private static List<Json> list(String blocks) {
        return Hub.object("{'a':[" + blocks + "]}").elements("a");
    }
}
