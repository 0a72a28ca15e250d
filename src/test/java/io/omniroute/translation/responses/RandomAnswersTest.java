package io.omniroute.translation.responses;

import static io.omniroute.translation.responses.Given.DIALECT;
import static io.omniroute.translation.responses.Given.answering;
import static io.omniroute.translation.responses.Given.read;
import static io.omniroute.translation.responses.Given.sealed;
import static io.omniroute.translation.responses.Given.sse;
import static io.omniroute.translation.responses.Given.text;
import static io.omniroute.translation.responses.Given.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.Folding;
import io.omniroute.translation.RandomReplies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the hub can say comes out as the vendor would say it, the same streamed and at once. */
class RandomAnswersTest {
    private static final int RUNS = 20;
    private static final Oracle RESPONSE = Oracle.of("openai/responses-response");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void streamIsLegal(long seed) {
        var replies = new RandomReplies(seed);
        for (int i = 0; i < RUNS; i++) {
            ChatReply reply = weighed(replies.next());

            EventRules.check(written(Folding.unfold(reply), answering()));
            EventRules.check(written(Folding.unfold(reply), sealed()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void completeAnswerIsLegal(long seed) {
        var replies = new RandomReplies(seed);
        for (int i = 0; i < RUNS; i++) {
            String body = text(DIALECT.encodeReply(weighed(replies.next()), sealed()));

            assertThat(RESPONSE.objections(body)).as(body).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11, 12})
    void completeAnswerIsTheLastObjectOfItsStream(long seed) {
        var replies = new RandomReplies(seed);
        for (int i = 0; i < RUNS; i++) {
            ChatReply reply = bare(replies.next());

            var last = (Json.Obj) Given.json(text(written(Folding.unfold(reply), sealed()).getLast().json()));

            assertThat(last.get("response")).hasValue(Given.json(text(DIALECT.encodeReply(reply, sealed()))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 14, 15, 16})
    void streamAndCompleteAnswerMeanTheSameInTheHub(long seed) {
        var replies = new RandomReplies(seed);
        for (int i = 0; i < RUNS; i++) {
            ChatReply reply = bare(replies.next());
            byte[] stream = sse(written(Folding.unfold(reply), sealed()));

            ChatReply folded = Folding.fold(read(stream, 100, answering()));

            byte[] body = DIALECT.encodeReply(reply, sealed());
            assertThat(folded).isEqualTo(DIALECT.decodeReply(body, answering()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {17, 18, 19, 20})
    void whatTheModelSaidComesBackInTheNextRequest(long seed) {
        var replies = new RandomReplies(seed);
        for (int i = 0; i < RUNS; i++) {
            ChatReply reply = bare(replies.next());
            var output = ((Json.Obj) Given.json(text(DIALECT.encodeReply(reply, sealed())))).elements("output");
            var body = Json.Obj.of("input", new Json.Arr(output));

            var request = DIALECT.decodeRequest(body, "alias", false);

            assertThat(request.messages()).allMatch(message -> message.role() == Role.ASSISTANT);
            var said = request.messages().stream().flatMap(message -> message.parts().stream())
                    .map(RandomAnswersTest::withoutId).toList();
            assertThat(said).isEqualTo(returned(reply.choices().getFirst().parts()));
        }
    }

    private static ChatReply bare(ChatReply reply) {
        Choice first = reply.choices().getFirst();
        List<Part> parts = first.parts().stream().map(RandomAnswersTest::signedByItsVendor).toList();
        return with(reply, new Choice(0, parts, List.of(), Optional.empty(), first.finish()));
    }

    /** Only Google signs calls and texts. */
    private static Part signedByItsVendor(Part part) {
        return switch (part) {
            case Part.Mark mark -> new Part.Mark(google(mark.signature()));
            case Part.ToolCall call -> new Part.ToolCall(call.id(), call.name(), call.arguments(), call.custom(),
                    call.signature().map(RandomAnswersTest::google));
            default -> part;
        };
    }

    private static Signature google(Signature signature) {
        return new Signature(Origin.GOOGLE, signature.value());
    }

    private static ChatReply weighed(ChatReply reply) {
        Choice first = reply.choices().getFirst();
        var logprobs = Given.object("{'content':[{'token':'a','logprob':-1.5,'bytes':null,'top_logprobs':"
                + "[{'token':'b','logprob':-2,'bytes':[98]}]}],'refusal':null}");
        return with(reply, new Choice(0, first.parts(), first.annotations(), first.logprobs().map(it -> logprobs),
                first.finish()));
    }

    private static ChatReply with(ChatReply reply, Choice first) {
        var choices = new ArrayList<>(reply.choices());
        choices.set(0, first);
        return new ChatReply(reply.id(), reply.model(), reply.createdSeconds(), reply.serviceTier(), choices,
                reply.usage());
    }

    /** The vendor's own seal comes back with the id of the item it stood in. */
    private static Part withoutId(Part part) {
        return part instanceof Part.Reasoning it && it.signature().filter(s -> s.origin() == Origin.OPENAI).isPresent()
                ? new Part.Reasoning(it.text(), it.signature().map(s -> new Signature(s.origin(), Seal.ofReasoning(s))))
                : part;
    }

    private static List<Part> returned(List<Part> parts) {
        var back = new ArrayList<Part>();
        for (Part part : parts) {
            if (part instanceof Part.ToolCall call && call.arguments().isEmpty() && !call.custom()) {
                back.add(new Part.ToolCall(call.id(), call.name(), "{}", false, call.signature()));
            } else if (!(part instanceof Part.Image)) { // RO-14
                back.add(part);
            }
        }
        return withoutLastThoughts(back);
    }

    private static List<Part> withoutLastThoughts(List<Part> parts) {
        int end = parts.size();
        while (end > 0 && (parts.get(end - 1) instanceof Part.Reasoning || parts.get(end - 1) instanceof Part.Redacted
                || parts.get(end - 1) instanceof Part.Mark)) {
            end--;
        }
        int marks = end;
        while (end > 0 && marks < parts.size() && parts.get(marks) instanceof Part.Mark) {
            marks++;
        }
        return parts.subList(0, marks);
    }
}
