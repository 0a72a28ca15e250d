package io.omniroute.translation;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/** Answers of every shape the hub allows, the same ones for the same seed. */
public final class RandomReplies {
    private static final String[] PIECES = {"a", " ", "\n", "ä", "漢字", "😀", "<", "think", ">", "</", "\"", "{",
            "word "};

    private final Random random;

    public RandomReplies(long seed) {
        random = new Random(seed);
    }

    public ChatReply next() {
        List<Choice> choices = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(this::choice).toList();
        return new ChatReply("id" + random.nextInt(9), "model", random.nextInt(), maybe("flex"), choices,
                random.nextBoolean() ? Optional.of(usage()) : Optional.empty());
    }

    private Choice choice(int index) {
        var parts = new ArrayList<Part>();
        int wanted = random.nextInt(7);
        while (parts.size() < wanted) {
            Part part = part(parts.size());
            if (parts.isEmpty() || !mergeable(parts.getLast(), part)) {
                parts.add(part);
            }
        }
        List<Annotation> annotations = random.nextBoolean()
                ? List.of()
                : List.of(new Annotation(0, 2, "t", "https://a.example"),
                        new Annotation(2, 3, "", "https://b.example"));
        return new Choice(index, parts, annotations, logprobs(),
                new Finish(FinishReason.values()[random.nextInt(4)], maybe("end_turn"), maybe("STOP")));
    }

    private static boolean mergeable(Part before, Part part) {
        return switch (part) {
            case Part.Text text -> before instanceof Part.Text;
            case Part.Refusal refusal -> before instanceof Part.Refusal;
            case Part.Reasoning it -> before instanceof Part.Reasoning last && last.signature().isEmpty();
            default -> false;
        };
    }

    private Part part(int number) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Part.Text(text());
            case 2 -> new Part.Reasoning(text(), random.nextBoolean() ? Optional.of(signature()) : Optional.empty());
            case 3 -> new Part.Redacted(text());
            case 4 -> new Part.Mark(signature());
            case 5 -> new Part.Refusal(text());
            case 6 ->
                new Part.ToolCall("call_" + number, "tool", random.nextBoolean() ? "" : "{\"a\":\"" + text() + "\"}",
                        random.nextBoolean(), random.nextBoolean() ? Optional.of(signature()) : Optional.empty());
            default -> new Part.Image(new Media.Inline("image/png", "aGk="));
        };
    }

    private Signature signature() {
        return new Signature(Signature.Origin.values()[random.nextInt(3)], "sig" + random.nextInt(99));
    }

    private String text() {
        var text = new StringBuilder();
        int pieces = 1 + random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private Optional<Json.Obj> logprobs() {
        return random.nextInt(3) > 0
                ? Optional.empty()
                : Optional.of(Json.Obj.builder().put("content", List.of(Json.Num.of(1), Json.Num.of(2)))
                        .put("refusal", Json.Literal.NULL).build());
    }

    private Usage usage() {
        return new Usage(random.nextInt(99), random.nextInt(99), OptionalLong.of(7), OptionalLong.empty(),
                OptionalLong.of(3), OptionalLong.empty());
    }

    private Optional<String> maybe(String value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
