package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Answers as this dialect can carry them, by chance; and an answer as its events. */
public final class Replies {
    private static final List<String> WORDS = List.of("Hi", " ", "Ærlig", "😀", "\n", "```", "\"q\"", "x".repeat(300));

    private final Random random;

    public Replies(long seed) {
        random = new Random(seed);
    }

    public ChatReply reply(int mostChoices) {
        var choices = new ArrayList<Choice>();
        int count = 1 + random.nextInt(mostChoices);
        for (int i = 0; i < count; i++) {
            choices.add(choice(i));
        }
        long reasoning = random.nextInt(9);
        var usage = new Usage(random.nextInt(99), 10 + reasoning, OptionalLong.of(200),
                random.nextBoolean() ? OptionalLong.of(3) : OptionalLong.empty(), OptionalLong.empty(),
                random.nextBoolean() ? OptionalLong.of(reasoning) : OptionalLong.empty());
        return new ChatReply("r" + random.nextInt(99), "gemini-x", 1_760_000_000, Optional.empty(), choices,
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(usage));
    }

    private Choice choice(int index) {
        var parts = new ArrayList<Part>();
        boolean called = false;
        for (int i = random.nextInt(6); i > 0; i--) {
            Part part = part(i);
            boolean joins = !parts.isEmpty() && parts.getLast().getClass() == part.getClass();
            if (!joins || part instanceof Part.ToolCall) {
                parts.add(part);
                called |= part instanceof Part.ToolCall;
            }
        }
        FinishReason reason = switch (random.nextInt(5)) {
            case 0 -> FinishReason.LENGTH;
            case 1 -> FinishReason.CONTENT_FILTER;
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
        return new Choice(index, parts, sources(parts), weights(), new Finish(reason,
                Optional.of(GeminiFinish.encode(reason)), Optional.empty()));
    }

    private Part part(int number) {
        return switch (random.nextInt(6)) {
            case 0 -> new Part.Reasoning(words());
            case 1 -> new Part.ToolCall("c" + number, "f", "{\"a\":[1.50,\"é\",{\"b_c\":null}]}", false,
                    random.nextBoolean() ? Optional.of(Hub.google("sig" + number)) : Optional.empty());
            case 2 -> new Part.Image(new Media.Inline("image/png", "AAAA"));
            case 3 -> new Part.Mark(Hub.google("mark" + number));
            default -> new Part.Text(words());
        };
    }

    private String words() {
        var words = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            words.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return words.toString();
    }

    private List<Annotation> sources(List<Part> parts) {
        String text = text(parts);
        int end = text.codePointCount(0, text.length());
        if (end == 0 || random.nextInt(3) > 0) {
            return List.of();
        }
        int start = random.nextInt(end);
        return List.of(new Annotation(start, end, "T", "https://example.org/t"),
                new Annotation(0, start, "S", "https://example.org/s"));
    }

    private Optional<Json.Obj> weights() {
        return random.nextInt(4) > 0
                ? Optional.empty()
                : Optional.of(Hub.object("{'content':[{'token':'a','logprob':-0.5,'bytes':[97],'top_logprobs':"
                        + "[{'token':'b','logprob':-1,'bytes':[98]}]}],'refusal':null}"));
    }

    private static String text(List<Part> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part instanceof Part.Text it ? it.text() : ""));
        return text.toString();
    }

    /** Cut into pieces by chance, choices one after the other. */
    public List<ChatEvent> events(ChatReply reply) {
        var events = new ArrayList<ChatEvent>();
        events.add(new ChatEvent.Started(reply.id(), reply.model(), reply.createdSeconds(), reply.serviceTier()));
        for (Choice choice : reply.choices()) {
            int calls = 0;
            for (Part part : choice.parts()) {
                calls = part(choice.index(), calls, part, events);
            }
            choice.logprobs().ifPresent(it -> events.add(new ChatEvent.Weighed(choice.index(), it)));
            choice.annotations().forEach(it -> events.add(new ChatEvent.Cited(choice.index(), it)));
            events.add(new ChatEvent.Finished(choice.index(), choice.finish()));
        }
        reply.usage().ifPresent(it -> events.add(new ChatEvent.Counted(it)));
        events.add(new ChatEvent.Ended());
        return events;
    }

    private int part(int choice, int calls, Part part, List<ChatEvent> events) {
        switch (part) {
            case Part.Text it -> pieces(it.text()).forEach(text -> events.add(new ChatEvent.TextPiece(choice, text)));
            case Part.Reasoning it -> pieces(it.text())
                    .forEach(text -> events.add(new ChatEvent.ReasoningPiece(choice, text)));
            case Part.Mark it -> events.add(new ChatEvent.Marked(choice, it.signature()));
            case Part.Image it -> events.add(new ChatEvent.ImageMade(choice, it.source()));
            case Part.ToolCall it -> {
                events.add(new ChatEvent.CallOpened(choice, calls, it.id(), it.name(), false, it.signature()));
                int number = calls;
                pieces(it.arguments()).forEach(text -> events.add(new ChatEvent.CallPiece(choice, number, text)));
                return calls + 1;
            }
            case Part other -> throw new IllegalArgumentException("no event for " + other);
        }
        return calls;
    }

    private List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(9));
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
