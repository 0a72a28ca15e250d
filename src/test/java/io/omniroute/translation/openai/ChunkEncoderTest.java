package io.omniroute.translation.openai;

import static io.omniroute.translation.openai.Chats.DIALECT;
import static io.omniroute.translation.openai.Chats.answering;
import static io.omniroute.translation.openai.Chats.client;
import static io.omniroute.translation.openai.Chats.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChunkEncoderTest {
    private static final ChatEvent STARTED = new ChatEvent.Started("1", "m", 7, Optional.of("flex"));

    private static ChatEvent finished(int choice, FinishReason reason) {
        return new ChatEvent.Finished(choice, new Finish(reason));
    }

    /** A whole stream around these events. */
    private static List<String> stream(ChatEvent... content) {
        var events = new ArrayList<ChatEvent>(List.of(STARTED));
        events.addAll(List.of(content));
        events.add(finished(0, FinishReason.STOP));
        events.add(new ChatEvent.Ended());
        List<String> chunks = client(false, events);
        if (List.of(content).stream().noneMatch(it -> it instanceof ChatEvent.CallOpened call && call.custom())) {
            Chunks.check("stream", chunks);
        }
        return chunks;
    }

    /** The deltas between the role and the finish. */
    private static List<Json> deltas(ChatEvent... content) {
        List<String> chunks = stream(content);
        return chunks.subList(1, chunks.size() - 2).stream().map(ChunkEncoderTest::delta).toList();
    }

    private static Json delta(String chunk) {
        Json.Obj parsed = (Json.Obj) JsonText.parse(chunk).orElseThrow();
        return ((Json.Obj) parsed.elements("choices").getFirst()).object("delta").orElseThrow();
    }

    @Test
    void theWholeOfAStream() {
        assertThat(stream(new ChatEvent.TextPiece(0, "é"))).containsExactly(
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\","
                        + "\"service_tier\":\"flex\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                        + "\"content\":\"\"},\"finish_reason\":null}]}",
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\","
                        + "\"service_tier\":\"flex\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"é\"},"
                        + "\"finish_reason\":null}]}",
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\","
                        + "\"service_tier\":\"flex\",\"choices\":[{\"index\":0,\"delta\":{},"
                        + "\"finish_reason\":\"stop\"}]}",
                "[DONE]");
    }

    @Test
    void usageComesInAChunkOfItsOwnWhenAsked() {
        List<String> chunks = client(true, List.of(STARTED, new ChatEvent.Counted(new Usage(1, 0)),
                finished(0, FinishReason.LENGTH),
                new ChatEvent.Counted(new Usage(5, 4, OptionalLong.of(10), OptionalLong.of(2), OptionalLong.of(1),
                        OptionalLong.of(3))),
                new ChatEvent.Ended()));

        assertThat(chunks).hasSize(4).first().asString().endsWith("\"usage\":null}");
        assertThat(chunks.get(2)).endsWith("\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4,"
                + "\"total_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":2,\"cache_write_tokens\":1},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}");
        Chunks.check("usage", chunks);
    }

    @Test
    void promisedUsageNobodyCountedIsZero() {
        assertThat(client(true, List.of(STARTED, finished(0, FinishReason.STOP), new ChatEvent.Ended())).get(2))
                .contains("\"prompt_tokens\":0", "\"total_tokens\":0");
    }

    @Test
    void aSecondBlockOfReasoningComesBehindABlankLine() {
        var signature = new Signature(Origin.ANTHROPIC, "s");

        assertThat(deltas(new ChatEvent.ReasoningPiece(0, "A"), new ChatEvent.ReasoningPiece(0, "a"),
                new ChatEvent.ReasoningSigned(0, signature), new ChatEvent.TextPiece(0, "t"),
                new ChatEvent.TextPiece(0, "u"), new ChatEvent.RedactedReasoning(0, "x"),
                new ChatEvent.ReasoningPiece(0, "B"), new ChatEvent.ReasoningSigned(0, signature))).containsExactly(
                        json("{'reasoning_content':'A'}"), json("{'reasoning_content':'a'}"),
                        json("{'thinking_blocks':[{'type':'thinking','thinking':'Aa','signature':'s','position':0}]}"),
                        json("{'content':'t'}"), json("{'content':'u'}"),
                        json("{'thinking_blocks':[{'type':'redacted_thinking','data':'x','position':2}]}"),
                        json("{'reasoning_content':'\\n\\nB'}"),
                        json("{'thinking_blocks':[{'type':'thinking','thinking':'B','signature':'s','position':3}]}"));
    }

    @Test
    void aSealWithoutTextIsABlockOfItsOwn() {
        assertThat(deltas(new ChatEvent.ReasoningSigned(0, new Signature(Origin.ANTHROPIC, "s")),
                new ChatEvent.ReasoningPiece(0, "B"))).containsExactly(json(
                        "{'thinking_blocks':["
                                + "{'type':'thinking','thinking':'','signature':'s','position':0}]}"),
                        json("{'reasoning_content':'B'}"));
    }

    @Test
    void callsAreNumberedNamedOnceAndNeverWithoutArguments() {
        var signature = Optional.of(new Signature(Origin.GOOGLE, "S"));

        assertThat(deltas(new ChatEvent.CallOpened(0, 0, "a", "f", false, signature),
                new ChatEvent.CallOpened(0, 1, "b", "g", false, Optional.empty()),
                new ChatEvent.CallPiece(0, 0, "{\"x\":"), new ChatEvent.CallPiece(0, 0, ""),
                new ChatEvent.CallPiece(0, 0, "1}"))).containsExactly(
                        json("{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f',"
                                + "'arguments':''},'extra_content':{'google':{'thought_signature':'S'}}}]}"),
                        json("{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g',"
                                + "'arguments':''}}]}"),
                        json("{'tool_calls':[{'index':0,'function':{'arguments':'{\\'x\\':'}}]}"),
                        json("{'tool_calls':[{'index':0,'function':{'arguments':'1}'}}]}"),
                        json("{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}"));
    }

    @Test
    void anAnswerThatCalledToolsFinishesSo() {
        List<String> chunks = stream(new ChatEvent.CallOpened(0, 0, "a", "f", false, Optional.empty()),
                new ChatEvent.CallPiece(0, 0, "{}"));

        assertThat(chunks.get(chunks.size() - 2)).contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void customCallsStreamTheirInput() {
        assertThat(deltas(new ChatEvent.CallOpened(0, 0, "a", "f", true, Optional.empty()),
                new ChatEvent.CallPiece(0, 0, "free"))).containsExactly(
                        json("{'tool_calls':[{'index':0,'id':'a','type':'custom','custom':{'name':'f','input':''}}]}"),
                        json("{'tool_calls':[{'index':0,'custom':{'input':'free'}}]}"));
    }

    @Test
    void picturesMarksSourcesRefusalsAndProbabilitiesHaveTheirFields() {
        assertThat(deltas(new ChatEvent.ImageMade(0, new Media.Inline("image/png", "AA")),
                new ChatEvent.Marked(0, new Signature(Origin.GOOGLE, "S")),
                new ChatEvent.Cited(0, new Annotation(1, 2, "", "u")), new ChatEvent.RefusalPiece(0, "no")))
                .containsExactly(
                        json("{'images':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AA'}}]}"),
                        json("{'extra_content':{'google':{'thought_signature':'S'}}}"),
                        json("{'annotations':[{'type':'url_citation','url_citation':{'start_index':1,"
                                + "'end_index':2,'title':'u','url':'u'}}]}"),
                        json("{'refusal':'no'}"));
        assertThat(stream(new ChatEvent.Weighed(0, json("{'content':[]}"))).get(1))
                .contains("\"delta\":{},\"logprobs\":{\"content\":[],\"refusal\":null}");
    }

    @Test
    void everyChoiceBeginsWithItsRole() {
        List<String> chunks = client(false, List.of(STARTED, new ChatEvent.TextPiece(1, "B"),
                finished(1, FinishReason.STOP), finished(0, FinishReason.CONTENT_FILTER), new ChatEvent.Ended()));

        assertThat(chunks.get(1)).contains("\"index\":1", "\"role\":\"assistant\"");
        Chunks.check("choices", chunks);
    }

    @Test
    void aFailureIsTheLastWord() {
        assertThat(client(true, List.of(STARTED, new ChatEvent.Failed(503, "busy"), new ChatEvent.Ended(),
                new ChatEvent.TextPiece(0, "x"))).getLast()).isEqualTo(
                        "{\"error\":{\"message\":\"busy\",\"type\":\"server_error\",\"param\":null,"
                                + "\"code\":\"service_unavailable\"}}");
        assertThat(client(false, List.of(new ChatEvent.Failed(429, "slow")))).singleElement().asString()
                .contains("rate_limit_error");
    }

    @Test
    void whatComesBeforeTheStartOrIsUnreadableIsNotWritten() {
        assertThat(client(true, List.of(new ChatEvent.Unreadable(), new ChatEvent.TextPiece(0, "x"),
                new ChatEvent.Ended()))).containsExactly("[DONE]");
        assertThat(client(false, List.of(STARTED, STARTED, new ChatEvent.Unreadable()))).hasSize(1);
        assertThat(DIALECT.encoder(answering()).end()).isEmpty();
    }
}
