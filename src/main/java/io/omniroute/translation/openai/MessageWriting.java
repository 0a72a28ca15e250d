package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The message of a complete answer: text in one piece (RC-4), reasoning blocks joined by a blank line (RC-5), the sealed
 * ones once more with their places, calls, pictures, sources. One object writes one message.
 */
final class MessageWriting {
    private static final String GOOGLES_STOP = "STOP";

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<Json> blocks = new ArrayList<>();
    private final List<Json> calls = new ArrayList<>();
    private final List<Json> images = new ArrayList<>();
    private Json extra = Json.Literal.NULL;
    private boolean spoke;

    /** Whether the answer calls tools. */
    boolean calls() {
        return !calls.isEmpty();
    }

    Json.Obj write(Choice choice) {
        int position = 0;
        for (Part part : choice.parts()) {
            part(part, position);
            position += part instanceof Part.Mark ? 0 : 1;
        }
        boolean silent = !spoke && !(choice.parts().isEmpty() && regular(choice));
        List<Json.Obj> annotations = choice.annotations().stream().map(MessageWriting::annotation).toList();
        return Json.Obj.builder().put("role", "assistant")
                .put("content", silent ? Json.Literal.NULL : new Json.Str(text.toString()))
                .put("refusal", refusal.isEmpty() ? Json.Literal.NULL : new Json.Str(refusal.toString()))
                .putIf(!reasoning.isEmpty(), "reasoning_content", new Json.Str(reasoning.toString()))
                .putIf(!blocks.isEmpty(), "thinking_blocks", new Json.Arr(blocks))
                .putIf(!calls.isEmpty(), "tool_calls", new Json.Arr(calls))
                .putIf(!images.isEmpty(), "images", new Json.Arr(images))
                .putIf(!annotations.isEmpty(), "annotations", new Json.Arr(List.copyOf(annotations)))
                .putIf(extra != Json.Literal.NULL, "extra_content", extra).build();
    }

    /** Nothing at all and yet complete is an empty text with Google (RG-17), no text with the others (RC-4, RR-3). */
    private static boolean regular(Choice choice) {
        return choice.finish().vendorReason().filter(GOOGLES_STOP::equals).isPresent();
    }

    private void part(Part part, int position) {
        switch (part) {
            case Part.Text it -> text(it.text());
            case Part.Reasoning it -> reasoning(it, position);
            case Part.Redacted it -> blocks.add(ThinkingBlocks.redacted(it.data(), position));
            case Part.Mark it -> extra = GoogleSignature.write(it.signature());
            case Part.Refusal it -> refusal.append(it.text());
            case Part.ToolCall it -> calls.add(call(it));
            case Part.Image it -> images.add(image(it.source()));
            case Part.Document it -> PartEncoder.plain(it).ifPresent(this::text);
            case Part.Audio it -> {
                // no dialect of an upstream speaks
            }
            case Part.ToolResult it -> {
                // a client's word
            }
        }
    }

    private void text(String piece) {
        spoke = true;
        text.append(piece);
    }

    private void reasoning(Part.Reasoning block, int position) {
        if (!block.text().isEmpty()) {
            reasoning.append(reasoning.isEmpty() ? "" : "\n\n").append(block.text());
        }
        block.signature().ifPresent(it -> blocks.add(ThinkingBlocks.thinking(block.text(), it, position)));
    }

    private static Json call(Part.ToolCall call) {
        String type = call.custom() ? "custom" : "function";
        var called = Json.Obj.builder().put("name", call.name());
        var value = Json.Obj.builder().put("id", call.id()).put("type", type);
        value.put(type, (call.custom()
                ? called.put("input", call.arguments())
                : called.put("arguments", call.arguments().isBlank() ? "{}" : call.arguments())).build());
        return value.put("extra_content", call.signature().map(GoogleSignature::write)).build();
    }

    static Json.Obj image(Media picture) {
        return Json.Obj.builder().put("type", "image_url")
                .put("image_url", Json.Obj.of("url", new Json.Str(PartEncoder.url(picture)))).build();
    }

    static Json.Obj annotation(Annotation source) {
        return Json.Obj.builder().put("type", "url_citation").put("url_citation", Json.Obj.builder()
                .put("start_index", source.start()).put("end_index", source.end())
                .put("title", source.title().isEmpty() ? source.url() : source.title()).put("url", source.url())
                .build()).build();
    }
}
