package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one chunk's word about one choice: lives for one step, between two {@link ChoiceReading}s. */
final class ChoiceStep {
    private static final String BLANK_LINE = "\n\n";

    private final ChoiceReading before;
    private final Answering context;
    private final List<ChatEvent> out;
    private final int index;
    private boolean finished;
    private boolean spoke;
    private boolean reasoned;
    private boolean thinking;
    private String textHalf;
    private String thoughtHalf;
    private List<CallReading> calls;

    ChoiceStep(ChoiceReading before, Answering context, List<ChatEvent> out) {
        this.before = before;
        this.context = context;
        this.out = out;
        index = before.index();
        finished = before.finished();
        spoke = before.spoke();
        reasoned = before.reasoned();
        thinking = before.thinking();
        textHalf = before.textHalf();
        thoughtHalf = before.thoughtHalf();
        calls = before.calls();
    }

    /** What the chunk says; nothing after the finish. */
    ChoiceReading read(Json.Obj choice) {
        if (finished) {
            return before;
        }
        delta(said(choice));
        ReplyJson.logprobs(choice).ifPresent(it -> out.add(new ChatEvent.Weighed(index, it)));
        choice.text("finish_reason").filter(word -> !word.isEmpty())
                .ifPresent(word -> finish(Optional.of(word), ReplyJson.stopSequence(choice, context)));
        return after();
    }

    /** The stream ended without a word why. */
    ChoiceReading finishUnnamed() {
        if (!finished) {
            finish(Optional.empty(), Optional.empty());
        }
        return after();
    }

    private ChoiceReading after() {
        return new ChoiceReading(index, finished, spoke, reasoned, thinking, calls, textHalf, thoughtHalf);
    }

    /** A whole message in place of a delta counts only as long as nothing was streamed. */
    private Json.Obj said(Json.Obj choice) {
        Json.Obj delta = choice.object("delta").orElse(Json.Obj.EMPTY);
        if (!delta.isEmpty() || spoke) {
            return delta;
        }
        return choice.object("message").or(() -> choice.text("text").map(
                text -> Json.Obj.of("content", new Json.Str(text)))).orElse(delta);
    }

    private void delta(Json.Obj delta) {
        reason(ReplyJson.reasoning(delta));
        for (Json block : delta.elements("thinking_blocks")) {
            if (block instanceof Json.Obj it) {
                ThinkingBlocks.part(it).ifPresent(this::sealed);
            }
        }
        ReplyJson.content(delta).forEach(this::content);
        delta.text("refusal").filter(text -> !text.isEmpty()).ifPresent(text -> {
            content();
            out.add(new ChatEvent.RefusalPiece(index, text));
        });
        ReplyJson.annotations(delta).forEach(it -> out.add(new ChatEvent.Cited(index, it)));
        delta.object("function_call").ifPresent(it -> call(Json.Obj.of("function", it), -1));
        List<Json> elements = delta.elements("tool_calls");
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Json.Obj it) {
                call(it, elements.size() > 1 ? i : -1);
            }
        }
        ReplyJson.images(delta).forEach(it -> {
            content();
            out.add(new ChatEvent.ImageMade(index, it));
        });
        GoogleSignature.read(delta).ifPresent(it -> out.add(new ChatEvent.Marked(index, it)));
    }

    /** A block behind another one comes with a blank line before it, which belongs to no block. */
    private void reason(String text) {
        boolean next = reasoned && !thinking && text.startsWith(BLANK_LINE);
        var halves = Halves.of(thoughtHalf, next ? text.substring(BLANK_LINE.length()) : text);
        thoughtHalf = halves.half();
        if (!halves.whole().isEmpty()) {
            spoke = true;
            reasoned = true;
            thinking = true;
            out.add(new ChatEvent.ReasoningPiece(index, halves.whole()));
        }
    }

    private void sealed(Part block) {
        if (block instanceof Part.Redacted redacted) {
            content();
            out.add(new ChatEvent.RedactedReasoning(index, redacted.data()));
        } else if (block instanceof Part.Reasoning(String text, Optional<Signature> signature)) {
            if (!thinking) {
                reason(text);
            }
            signature.ifPresent(it -> out.add(new ChatEvent.ReasoningSigned(index, it)));
            content();
            reasoned = true;
        }
    }

    /** Content that is no reasoning. */
    private void content() {
        spoke = true;
        thinking = false;
    }

    private void content(Part part) {
        if (part instanceof Part.Reasoning reasoning) {
            reason(reasoning.text());
        } else if (part instanceof Part.Text text) {
            var halves = Halves.of(textHalf, text.text());
            textHalf = halves.half();
            if (!halves.whole().isEmpty()) {
                content();
                out.add(new ChatEvent.TextPiece(index, halves.whole()));
            }
        }
    }

    private void call(Json.Obj element, int place) {
        Json.Obj called = element.object("custom").or(() -> element.object("function")).orElse(Json.Obj.EMPTY);
        int at = find(element, called, place);
        if (at < 0) {
            calls = new ArrayList<>(calls);
            calls.add(CallReading.begun(element.whole("index").orElse(-1L)));
            at = calls.size() - 1;
        }
        CallReading call = calls.get(at).described(element, called);
        String news = call.news(called);
        if (!call.opened() && !call.name().isEmpty()) {
            call = open(call, at);
        }
        replace(at, arguments(call, at, news));
    }

    /** The call an element continues, or -1 for a new one: by index, else by id, else the last one (SA-7). */
    private int find(Json.Obj element, Json.Obj called, int place) {
        String id = element.text("id").orElse("");
        String name = called.text("name").orElse("");
        Optional<Long> wireIndex = element.whole("index");
        for (int i = calls.size() - 1; i >= 0; i--) {
            CallReading call = calls.get(i);
            boolean same = wireIndex.isPresent() ? call.wireIndex() == wireIndex.get() : call.wireId().equals(id);
            if (same && (wireIndex.isPresent() || !id.isEmpty())) {
                boolean another = !id.isEmpty() && !name.isEmpty() && !call.wireId().isEmpty()
                        && !call.wireId().equals(id);
                return another ? -1 : i;
            }
        }
        return wireIndex.isPresent() || !id.isEmpty() ? -1 : unnumbered(called, name, place);
    }

    private int unnumbered(Json.Obj called, String name, int place) {
        int at = place >= 0 ? place : calls.size() - 1;
        if (at < 0 || at >= calls.size()) {
            return -1;
        }
        CallReading call = calls.get(at);
        boolean another = !name.isEmpty() && !call.name().isEmpty()
                && (!name.equals(call.name()) || !call.arguments().isEmpty()
                        && !call.repeats(called.text("arguments").orElse("")));
        return another ? -1 : at;
    }

    private CallReading open(CallReading call, int at) {
        content();
        String id = call.wireId().isEmpty() ? "call_" + context.ids().of("call-" + index + '-' + at) : call.wireId();
        out.add(new ChatEvent.CallOpened(index, at, id, context.names().toClient(call.name()), call.custom(),
                call.signature()));
        if (!call.arguments().isEmpty()) {
            out.add(new ChatEvent.CallPiece(index, at, call.arguments().joined()));
        }
        return call.open();
    }

    private CallReading arguments(CallReading call, int at, String news) {
        if (news.isEmpty()) {
            return call;
        }
        Pieces all = call.arguments().plus(news);
        if (!call.opened()) {
            return call.with(all, "");
        }
        var halves = Halves.of(call.half(), news);
        if (!halves.whole().isEmpty()) {
            out.add(new ChatEvent.CallPiece(index, at, halves.whole()));
        }
        return call.with(all, halves.half());
    }

    private void replace(int at, CallReading call) {
        if (calls.get(at) != call) {
            calls = new ArrayList<>(calls);
            calls.set(at, call);
        }
    }

    private void finish(Optional<String> word, Optional<String> stopSequence) {
        finished = true;
        if (!thoughtHalf.isEmpty()) {
            out.add(new ChatEvent.ReasoningPiece(index, thoughtHalf));
        }
        if (!textHalf.isEmpty()) {
            out.add(new ChatEvent.TextPiece(index, textHalf));
        }
        for (int at = 0; at < calls.size(); at++) {
            CallReading call = calls.get(at);
            if (!call.opened()) {
                replace(at, open(call, at));
            } else if (!call.half().isEmpty()) {
                out.add(new ChatEvent.CallPiece(index, at, call.half()));
            }
        }
        out.add(new ChatEvent.Finished(index, new Finish(FinishWords.reason(word.orElse(""), !calls.isEmpty()), word,
                stopSequence)));
    }
}
