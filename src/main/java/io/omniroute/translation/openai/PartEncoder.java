package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of the hub as content parts an OpenAI upstream documents; no extension field goes along. */
final class PartEncoder {
    private PartEncoder() {}

    /**
     * What a user may show.
     *
     * @param path of the part in the hub
     */
    static Json.Obj part(Part part, String path) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Image image -> image(image);
            case Part.Audio audio -> typed("input_audio",
                    Json.Obj.builder().put("data", audio.base64()).put("format", audio.format()).build());
            case Part.Document document -> document(document, path);
            case Part.Reasoning r -> throw misplaced(path);
            case Part.Redacted r -> throw misplaced(path);
            case Part.Mark m -> throw misplaced(path);
            case Part.ToolCall c -> throw misplaced(path);
            case Part.ToolResult r -> throw misplaced(path);
        };
    }

    /** The part; what the client says about a file stands before it, because a file part has no place for it. */
    static List<Json> parts(Part part, String path) {
        Json.Obj itself = part(part, path);
        return part instanceof Part.Document document && document.source() instanceof Media.Inline
                && document.context().isPresent()
                        ? List.of(text("context: " + document.context().get()), itself)
                        : List.of(itself);
    }

    private static RuntimeException misplaced(String path) {
        return Refusals.content(path, "content of this kind cannot stand in a message of this role");
    }

    static Json.Obj text(String text) {
        return Json.Obj.builder().put("type", "text").put("text", text).build();
    }

    static Json.Obj image(Part.Image image) {
        var value = Json.Obj.builder().put("url", url(image.source()));
        image.detail().filter(List.of("auto", "low", "high")::contains).ifPresent(it -> value.put("detail", it));
        return typed("image_url", value.build());
    }

    static String url(Media picture) {
        return switch (picture) {
            case Media.Inline inline -> inline.dataUrl();
            case Media.Remote remote -> remote.url();
            case Media.PlainText text -> text.text();
        };
    }

    private static Json.Obj document(Part.Document document, String path) {
        return switch (document.source()) {
            case Media.Inline inline -> typed("file", Json.Obj.builder()
                    .put("filename", document.name().filter(it -> !it.isBlank()).orElseGet(() -> fileName(inline)))
                    .put("file_data", inline.dataUrl()).build());
            case Media.PlainText text -> text(tagged(document, text.text()));
            case Media.Remote remote -> throw Refusals.content(path,
                    "this provider takes no document by URL; send the file itself");
        };
    }

    private static String fileName(Media.Inline file) {
        return switch (file.mimeType()) {
            case "text/plain" -> "document.txt";
            case "text/markdown" -> "document.md";
            case "text/csv" -> "document.csv";
            case "text/html" -> "document.html";
            case "application/json" -> "document.json";
            default -> "document.pdf";
        };
    }

    /** A text that is a document (CO-11). */
    private static String tagged(Part.Document document, String text) {
        String title = document.name().map(name -> " title=\"" + name + '"').orElse("");
        String context = document.context().map(it -> "context: " + it + '\n').orElse("");
        return "<document" + title + ">\n" + context + text + "\n</document>";
    }

    private static Json.Obj typed(String type, Json.Obj value) {
        return Json.Obj.builder().put("type", type).put(type, value).build();
    }

    /** The text of a part, also of a document that is one; empty for what is none. */
    static Optional<String> plain(Part part) {
        return switch (part) {
            case Part.Text text -> Optional.of(text.text());
            case Part.Refusal refusal -> Optional.of(refusal.text());
            case Part.Document document when document.source() instanceof Media.PlainText text ->
                Optional.of(tagged(document, text.text()));
            case Part.Document d -> Optional.empty();
            case Part.Image i -> Optional.empty();
            case Part.Audio a -> Optional.empty();
            case Part.Reasoning r -> Optional.empty();
            case Part.Redacted r -> Optional.empty();
            case Part.Mark m -> Optional.empty();
            case Part.ToolCall c -> Optional.empty();
            case Part.ToolResult r -> Optional.empty();
        };
    }

    /** A message's content: a string when it is one text or nothing but empty ones (CO-6), else a list. */
    static Json content(List<Part> parts, String path) {
        boolean texts = parts.stream().allMatch(Part.Text.class::isInstance);
        if (texts && parts.size() == 1) {
            return new Json.Str(((Part.Text) parts.getFirst()).text());
        }
        if (texts && parts.stream().allMatch(part -> ((Part.Text) part).text().isEmpty())) {
            return new Json.Str("");
        }
        var all = new ArrayList<Json>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            all.addAll(parts(parts.get(i), path + ".content[" + i + ']'));
        }
        Json only = all.getFirst();
        return all.size() == 1 && only instanceof Json.Obj object && object.text("text").isPresent()
                ? new Json.Str(object.text("text").get())
                : new Json.Arr(all);
    }
}
