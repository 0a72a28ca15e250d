package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hub events as events of this dialect: each one a complete response, the last with finish reasons and usage (SG-1 to
 * SG-5).
 *
 * @param enveloped in the Cloud Code envelope, which has room for one choice only (RX-3)
 */
record GeminiStreamEncoder(Answering context, boolean enveloped, boolean thoughts, Optional<ChatEvent.Started> head,
        Optional<Usage> usage, Map<Integer, GeminiAnswer> answers, boolean over)
        implements
            StreamState<ChatEvent, ClientEvent> {
    private static final Usage NOTHING = new Usage(0, 0);
    GeminiStreamEncoder(Answering context, boolean enveloped) {
        this(context, enveloped, GeminiReplyEncoder.thoughts(context.asked()), Optional.empty(), Optional.empty(),
                Map.of(), false);
    }

    @Override
    public List<ClientEvent> end() {
        return List.of();
    }

    @Override
    public Step<ChatEvent, ClientEvent> on(ChatEvent event) {
        if (over) {
            return quiet(this);
        }
        return switch (event) {
            case ChatEvent.Started it -> quiet(started(it));
            case ChatEvent.Counted it -> quiet(counted(it.usage()));
            case ChatEvent.TextPiece it -> says(it.choice(), answer(it.choice()).wrote(it.text()),
                    GeminiParts.text(it.text()));
            case ChatEvent.RefusalPiece it -> says(it.choice(), answer(it.choice()).refusing(it.text()),
                    GeminiParts.text(it.text()));
            case ChatEvent.ReasoningPiece it -> thinks(it);
            case ChatEvent.ReasoningSigned it -> signed(it);
            case ChatEvent.RedactedReasoning it ->
                quiet(holding(it.choice(), seals(it.choice()).redacted(it.data())));
            case ChatEvent.Marked it -> says(it.choice(), answer(it.choice()), GeminiParts.mark(it.signature()));
            case ChatEvent.ImageMade it -> says(it.choice(), answer(it.choice()), GeminiParts.image(it.image()));
            case ChatEvent.CallOpened it -> opened(it);
            case ChatEvent.CallPiece it -> quiet(with(it.choice(), grown(it)));
            case ChatEvent.Cited it -> quiet(with(it.choice(), answer(it.choice()).plus(it.annotation())));
            case ChatEvent.Weighed it -> weighed(it);
            case ChatEvent.Finished it ->
                quiet(with(it.choice(), answer(it.choice()).finished(it.finish().reason())));
            case ChatEvent.Ended it -> new Step<>(ended(), List.of(last()));
            case ChatEvent.Failed it -> new Step<>(ended(), List.of(failure(it)));
            case ChatEvent.Unreadable it -> quiet(this);
        };
    }

    private static Step<ChatEvent, ClientEvent> quiet(GeminiStreamEncoder next) {
        return new Step<>(next, List.of());
    }

    private GeminiStreamEncoder started(ChatEvent.Started told) {
        return new GeminiStreamEncoder(context, enveloped, thoughts, Optional.of(told), usage, answers, false);
    }

    private GeminiStreamEncoder counted(Usage told) {
        return new GeminiStreamEncoder(context, enveloped, thoughts, head, Optional.of(told), answers, false);
    }

    private GeminiStreamEncoder ended() {
        return new GeminiStreamEncoder(context, enveloped, thoughts, head, usage, Map.of(), true);
    }

    private GeminiAnswer answer(int choice) {
        return answers.getOrDefault(choice, GeminiAnswer.NEW);
    }

    private GeminiStreamEncoder with(int choice, GeminiAnswer answer) {
        if (enveloped && choice != 0) {
            return this;
        }
        var changed = new HashMap<>(answers);
        changed.put(choice, answer);
        return new GeminiStreamEncoder(context, enveloped, thoughts, head, usage, Map.copyOf(changed), false);
    }

    /** A part of the answer; calls that are complete go before it. */
    private Step<ChatEvent, ClientEvent> says(int choice, GeminiAnswer answer, Json.Obj part) {
        if (enveloped && choice != 0) {
            return quiet(this);
        }
        GeminiAnswer.Settled settled = answer.settled();
        var parts = new ArrayList<>(settled.parts());
        parts.add(part);
        return new Step<>(with(choice, settled.answer()), List.of(event(choice, parts)));
    }

    private Step<ChatEvent, ClientEvent> thinks(ChatEvent.ReasoningPiece piece) {
        GeminiSeals seals = seals(piece.choice()).thinks(piece.text());
        return thoughts
                ? says(piece.choice(), answer(piece.choice()).with(seals),
                        GeminiParts.thought(piece.text(), Optional.empty()))
                : quiet(this);
    }

    private Step<ChatEvent, ClientEvent> signed(ChatEvent.ReasoningSigned sealed) {
        int choice = sealed.choice();
        Signature signature = sealed.signature();
        if (thoughts && signature.origin() == Origin.GOOGLE) {
            return says(choice, answer(choice), GeminiParts.thought("", Optional.of(signature.value())));
        }
        return quiet(holding(choice, seals(choice).signed(signature)));
    }

    private GeminiSeals seals(int choice) {
        return answer(choice).seals();
    }

    /** The seals wait for a part that carries them, if the client is shown thoughts at all. */
    private GeminiStreamEncoder holding(int choice, GeminiSeals seals) {
        return thoughts ? with(choice, answer(choice).with(seals)) : this;
    }

    private Step<ChatEvent, ClientEvent> opened(ChatEvent.CallOpened call) {
        GeminiAnswer.Settled settled = answer(call.choice()).opened(call);
        GeminiStreamEncoder next = with(call.choice(), settled.answer());
        return settled.parts().isEmpty() || next == this
                ? quiet(next)
                : new Step<>(next, List.of(event(call.choice(), settled.parts())));
    }

    private GeminiAnswer grown(ChatEvent.CallPiece piece) {
        GeminiAnswer answer = answer(piece.choice());
        var calls = new ArrayList<>(answer.calls());
        calls.replaceAll(call -> call.opened().call() == piece.call() ? call.plus(piece.arguments()) : call);
        return answer.with(calls);
    }

    private Step<ChatEvent, ClientEvent> weighed(ChatEvent.Weighed weights) {
        if (enveloped && weights.choice() != 0) {
            return quiet(this);
        }
        Json.Obj candidate = Json.Obj.builder().put("content", GeminiReplyEncoder.content(List.of()))
                .put("index", weights.choice()).put("logprobsResult", GeminiLogprobs.encode(weights.logprobs()))
                .build();
        return new Step<>(this, List.of(event(response(List.of(candidate)))));
    }

    private ClientEvent event(int choice, List<Json> parts) {
        return event(response(List.of(Json.Obj.builder().put("content", GeminiReplyEncoder.content(parts))
                .put("index", choice).build())));
    }

    private Json.Obj.Builder response(List<Json> candidates) {
        return Json.Obj.builder().put("candidates", candidates)
                .put("modelVersion", head.map(ChatEvent.Started::model).orElse(context.model()))
                .put("responseId", head.map(ChatEvent.Started::id).orElseGet(() -> context.ids().of("reply")));
    }

    private ClientEvent event(Json.Obj.Builder response) {
        Json.Obj body = response.build();
        return new ClientEvent(null, JsonText.bytes(enveloped ? Json.Obj.of("response", body) : body));
    }

    /** With zeros when nothing was counted (SG-3). */
    private ClientEvent last() {
        var candidates = new ArrayList<Json>();
        new TreeMap<>(answers.isEmpty() ? Map.of(0, GeminiAnswer.NEW) : answers)
                .forEach((index, answer) -> candidates.add(answer.last(index)));
        return event(response(candidates).put("usageMetadata", GeminiTokens.encode(usage.orElse(NOTHING))));
    }

    private static ClientEvent failure(ChatEvent.Failed failed) {
        return new ClientEvent(null,
                GeminiErrors.reply(new Failure.Broken(failed.status(), failed.message())).body());
    }
}
