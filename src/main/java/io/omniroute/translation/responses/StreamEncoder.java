package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import java.util.List;

/** Hub events → the events of a response stream (SR-1 to SR-10). There is but one answer here (RP-15). */
record StreamEncoder(Answering context, ReplyMoment moment) implements StreamState<ChatEvent, ClientEvent> {
    static StreamEncoder of(Answering context) {
        return new StreamEncoder(context, ReplyMoment.FIRST);
    }

    @Override
    public Step<ChatEvent, ClientEvent> on(ChatEvent event) {
        if (moment.over() || choice(event) != 0) {
            return new Step<>(this, List.of());
        }
        EventSink sink = EventSink.from(moment.sequence());
        var writer = new ReplyWriter(context, sink, moment);
        write(event, writer);
        return new Step<>(new StreamEncoder(context, writer.moment()), sink.out());
    }

    @Override
    public List<ClientEvent> end() {
        return List.of();
    }

    private void write(ChatEvent event, ReplyWriter writer) {
        switch (event) {
            case ChatEvent.Started started -> writer.begin(ResponseHead.of(started, context));
            case ChatEvent.Counted counted -> writer.count(counted.usage());
            case ChatEvent.Ended ended -> writer.end();
            case ChatEvent.Failed failed -> writer.fail(new Failure.Broken(failed.status(), failed.message()));
            case ChatEvent.Unreadable unreadable -> {
            }
            case ChatEvent.TextPiece it -> writer.say(false, it.text());
            case ChatEvent.RefusalPiece it -> writer.say(true, it.text());
            case ChatEvent.ReasoningPiece it -> writer.think(it.text());
            case ChatEvent.ReasoningSigned it -> writer.seal(Seal.ofReasoning(it.signature()));
            case ChatEvent.RedactedReasoning it -> writer.sealAlone(Seal.ofRedacted(it.data()));
            case ChatEvent.Marked it -> writer.sealAlone(Seal.ofMark(it.signature()));
            case ChatEvent.CallOpened it -> writer.call(it);
            case ChatEvent.CallPiece it -> writer.arguments(it.call(), it.arguments());
            case ChatEvent.ImageMade it -> writer.picture(it.image());
            case ChatEvent.Cited it -> writer.cite(it.annotation());
            case ChatEvent.Weighed it -> writer.weigh(it.logprobs().elements("content"));
            case ChatEvent.Finished it -> writer.finish(it.finish().reason());
        }
    }

    private static int choice(ChatEvent event) {
        return switch (event) {
            case ChatEvent.TextPiece it -> it.choice();
            case ChatEvent.RefusalPiece it -> it.choice();
            case ChatEvent.ReasoningPiece it -> it.choice();
            case ChatEvent.ReasoningSigned it -> it.choice();
            case ChatEvent.RedactedReasoning it -> it.choice();
            case ChatEvent.Marked it -> it.choice();
            case ChatEvent.CallOpened it -> it.choice();
            case ChatEvent.CallPiece it -> it.choice();
            case ChatEvent.ImageMade it -> it.choice();
            case ChatEvent.Cited it -> it.choice();
            case ChatEvent.Weighed it -> it.choice();
            case ChatEvent.Finished it -> it.choice();
            case ChatEvent.Started it -> 0;
            case ChatEvent.Counted it -> 0;
            case ChatEvent.Ended it -> 0;
            case ChatEvent.Failed it -> 0;
            case ChatEvent.Unreadable it -> 0;
        };
    }
}
