package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The events of this dialect's decoder, seen at once: neighbours of one kind are one part. */
final class GeminiReplyFold {
    private final TreeMap<Integer, Answer> answers = new TreeMap<>();
    private ChatEvent.Started started = new ChatEvent.Started("", "", 0, Optional.empty());
    private Optional<Usage> usage = Optional.empty();

    private GeminiReplyFold() {}

    static ChatReply reply(List<ChatEvent> events) {
        var fold = new GeminiReplyFold();
        events.forEach(fold::on);
        List<Choice> choices = new ArrayList<>();
        fold.answers.forEach((index, answer) -> choices.add(answer.choice(index)));
        return new ChatReply(fold.started.id(), fold.started.model(), fold.started.createdSeconds(),
                fold.started.serviceTier(), choices, fold.usage);
    }

    private Answer answer(int choice) {
        return answers.computeIfAbsent(choice, index -> new Answer());
    }

    private void on(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started it -> started = it;
            case ChatEvent.TextPiece it -> answer(it.choice()).add(new Part.Text(it.text()), it.text());
            case ChatEvent.ReasoningPiece it -> answer(it.choice()).add(new Part.Reasoning(it.text()), it.text());
            case ChatEvent.RefusalPiece it -> answer(it.choice()).add(new Part.Refusal(it.text()), it.text());
            case ChatEvent.ReasoningSigned it -> answer(it.choice())
                    .add(new Part.Reasoning("", Optional.of(it.signature())), "");
            case ChatEvent.RedactedReasoning it -> answer(it.choice()).add(new Part.Redacted(it.data()), "");
            case ChatEvent.Marked it -> answer(it.choice()).add(new Part.Mark(it.signature()), "");
            case ChatEvent.CallOpened it -> answer(it.choice())
                    .add(new Part.ToolCall(it.id(), it.name(), "", it.custom(), it.signature()), "");
            case ChatEvent.CallPiece it -> answer(it.choice()).growing.append(it.arguments());
            case ChatEvent.ImageMade it -> answer(it.choice()).add(new Part.Image(it.image()), "");
            case ChatEvent.Cited it -> answer(it.choice()).sources.add(it.annotation());
            case ChatEvent.Weighed it -> answer(it.choice()).weights.addAll(it.logprobs().elements("content"));
            case ChatEvent.Finished it -> answer(it.choice()).finish = it.finish();
            case ChatEvent.Counted it -> usage = Optional.of(it.usage());
            case ChatEvent.Ended it -> {
            }
            case ChatEvent.Failed it -> {
            }
            case ChatEvent.Unreadable it -> {
            }
        }
    }

    private static final class Answer {
        private final List<Part> parts = new ArrayList<>();
        private final List<Annotation> sources = new ArrayList<>();
        private final List<Json> weights = new ArrayList<>();
        /** The text of the last part. */
        private final StringBuilder growing = new StringBuilder();
        private Finish finish = new Finish(FinishReason.STOP);

        void add(Part part, String text) {
            boolean joins = !text.isEmpty() && !parts.isEmpty() && parts.getLast().getClass() == part.getClass();
            if (!joins) {
                settle();
                parts.add(part);
            }
            growing.append(text);
        }

        private void settle() {
            if (parts.isEmpty()) {
                return;
            }
            String text = growing.toString();
            growing.setLength(0);
            parts.set(parts.size() - 1, switch (parts.getLast()) {
                case Part.Text it -> new Part.Text(text);
                case Part.Reasoning it -> new Part.Reasoning(text, it.signature());
                case Part.Refusal it -> new Part.Refusal(text);
                case Part.ToolCall it -> new Part.ToolCall(it.id(), it.name(), text, it.custom(), it.signature());
                case Part other -> other;
            });
        }

        Choice choice(int index) {
            settle();
            Optional<Json.Obj> logprobs = weights.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.Obj.builder().put("content", weights).put("refusal", Json.Literal.NULL)
                            .build());
            return new Choice(index, parts, sources, logprobs, finish);
        }
    }
}
