package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import io.omniroute.translation.ollama.AnswerHead.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hub events → lines. Calls leave whole, all in one line, when the answer is finished; the last line has the counts. */
record OllamaStreamEncoder(Answering context, Moment moment) implements StreamState<ChatEvent, ClientEvent> {
    /**
     * Where the stream stands.
     *
     * @param firstContent nanoseconds from the request to the first piece; -1 before it
     */
    record Moment(AnswerHead head, List<OpenCall> calls, FinishReason reason, Optional<Usage> usage,
            long firstContent, boolean over) {
        Moment with(List<OpenCall> others) {
            return new Moment(head, others, reason, usage, firstContent, over);
        }
    }

    static OllamaStreamEncoder of(Answering context) {
        return new OllamaStreamEncoder(context, new Moment(AnswerHead.of(context, 0), List.of(), FinishReason.STOP,
                Optional.empty(), -1, false));
    }

    @Override
    public Step<ChatEvent, ClientEvent> on(ChatEvent event) {
        if (moment.over()) {
            return new Step<>(this, List.of());
        }
        return switch (event) {
            case ChatEvent.Started it -> next(begun(it));
            case ChatEvent.TextPiece it -> piece(it.choice(), new AnswerMessage().say(it.text()));
            case ChatEvent.RefusalPiece it -> piece(it.choice(), new AnswerMessage().say(it.text()));
            case ChatEvent.ReasoningPiece it -> piece(it.choice(), new AnswerMessage().think(it.text()));
            case ChatEvent.ImageMade it -> piece(it.choice(), new AnswerMessage().show(it.image()));
            case ChatEvent.CallOpened it -> it.choice() == 0 ? next(opened(it)) : next(moment);
            case ChatEvent.CallPiece it -> it.choice() == 0 ? next(continued(it)) : next(moment);
            case ChatEvent.Finished it -> it.choice() == 0 ? finished(it.finish().reason()) : next(moment);
            case ChatEvent.Counted it -> next(counted(it.usage()));
            case ChatEvent.Ended it -> ended();
            case ChatEvent.Failed it -> failed(new Failure.Broken(it.status(), it.message()));
            case ChatEvent.ReasoningSigned it -> next(moment);
            case ChatEvent.RedactedReasoning it -> next(moment);
            case ChatEvent.Marked it -> next(moment);
            case ChatEvent.Cited it -> next(moment);
            case ChatEvent.Weighed it -> next(moment);
            case ChatEvent.Unreadable it -> next(moment);
        };
    }

    @Override
    public List<ClientEvent> end() {
        return List.of();
    }

    private Step<ChatEvent, ClientEvent> next(Moment next, ClientEvent... out) {
        return new Step<>(new OllamaStreamEncoder(context, next), List.of(out));
    }

    private Moment begun(ChatEvent.Started started) {
        return new Moment(AnswerHead.of(context, started.createdSeconds()), moment.calls(), moment.reason(),
                moment.usage(), moment.firstContent(), false);
    }

    private Moment counted(Usage usage) {
        return new Moment(moment.head(), moment.calls(), moment.reason(), Optional.of(usage), moment.firstContent(),
                false);
    }

    private Step<ChatEvent, ClientEvent> piece(int choice, AnswerMessage message) {
        return choice == 0 ? next(talking(), line(moment.head().piece(message.build()))) : next(moment);
    }

    private Moment talking() {
        return moment.firstContent() >= 0
                ? moment
                : new Moment(moment.head(), moment.calls(), moment.reason(), moment.usage(),
                        context.elapsedNanos().getAsLong(), false);
    }

    private Moment opened(ChatEvent.CallOpened call) {
        var calls = new ArrayList<>(moment.calls());
        calls.add(new OpenCall(call.call(), call.id(), call.name(), null));
        return talking().with(List.copyOf(calls));
    }

    private Moment continued(ChatEvent.CallPiece piece) {
        return moment.with(moment.calls().stream()
                .map(it -> it.call() == piece.call() ? it.and(piece.arguments()) : it).toList());
    }

    private Step<ChatEvent, ClientEvent> finished(FinishReason reason) {
        var next = new Moment(moment.head(), List.of(), reason, moment.usage(), moment.firstContent(), false);
        return moment.calls().isEmpty() ? next(next) : next(next, line(moment.head().piece(calls())));
    }

    private Json.Obj calls() {
        var message = new AnswerMessage();
        moment.calls().forEach(call -> message.call(call.id(), call.name(), call.arguments()));
        return message.build();
    }

    private Step<ChatEvent, ClientEvent> ended() {
        long total = context.elapsedNanos().getAsLong();
        var spent = new Spent(moment.firstContent() < 0 ? total : moment.firstContent(), total);
        return next(over(), line(
                moment.head().last(AnswerMessage.empty(), moment.reason(), moment.usage(), spent)));
    }

    private Step<ChatEvent, ClientEvent> failed(Failure failure) {
        return next(over(), OllamaErrors.event(failure));
    }

    private Moment over() {
        return new Moment(moment.head(), List.of(), moment.reason(), moment.usage(), moment.firstContent(), true);
    }

    private static ClientEvent line(Json.Obj object) {
        return new ClientEvent(null, JsonText.bytes(object));
    }
}
