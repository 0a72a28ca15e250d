package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent.CallOpened;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.ArrayList;
import java.util.List;

/** A complete answer → a response object (RP-1 to RP-15): its stream, of which only the last object counts. */
final class ReplyEncoder {
    private final ReplyWriter writer;
    private final List<Annotation> annotations = new ArrayList<>();
    private int calls;
    private int points;

    private ReplyEncoder(ReplyWriter writer) {
        this.writer = writer;
    }

    static Json.Obj encode(ChatReply reply, Answering context) {
        var writer = new ReplyWriter(context, EventSink.deaf(), ReplyMoment.FIRST);
        writer.begin(ResponseHead.of(reply, context));
        reply.choices().stream().filter(choice -> choice.index() == 0).findFirst()
                .ifPresent(new ReplyEncoder(writer)::choice);
        reply.usage().ifPresent(writer::count);
        return writer.end();
    }

    private void choice(Choice choice) {
        annotations.addAll(choice.annotations());
        choice.logprobs().ifPresent(it -> writer.weigh(it.elements("content")));
        choice.parts().forEach(this::part);
        annotations.forEach(writer::cite);
        writer.finish(choice.finish().reason());
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> writer.say(true, refusal.text());
            case Part.Reasoning reasoning -> {
                writer.think(reasoning.text());
                reasoning.signature().map(Seal::ofReasoning).ifPresent(writer::seal);
            }
            case Part.Redacted redacted -> writer.sealAlone(Seal.ofRedacted(redacted.data()));
            case Part.Mark mark -> writer.sealAlone(Seal.ofMark(mark.signature()));
            case Part.ToolCall call -> call(call);
            case Part.Image image -> writer.picture(image.source());
            case Part.Audio audio -> {
            }
            case Part.Document document -> writer.picture(document.source());
            case Part.ToolResult result -> result.content().forEach(this::part);
        }
    }

    private void text(String text) {
        writer.say(false, text);
        points += text.codePointCount(0, text.length());
        annotations.removeIf(annotation -> {
            boolean here = annotation.start() < points;
            if (here) {
                writer.cite(annotation);
            }
            return here;
        });
    }

    private void call(Part.ToolCall call) {
        writer.call(new CallOpened(0, calls, call.id(), call.name(), call.custom(), call.signature()));
        writer.arguments(calls, call.arguments());
        calls++;
    }
}
