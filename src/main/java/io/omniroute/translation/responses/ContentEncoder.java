package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import java.util.ArrayList;
import java.util.List;

/** Parts → the {@code input_…} parts of a message or a tool's output (OR-3, OR-6, OR-18). */
final class ContentEncoder {
    /** What a failed tool's output begins with: there is no flag for it, as in chat completions (CO-24). */
    static final String FAILED = "[tool error] ";

    private static final String UNNAMED_PDF = "document.pdf";

    private ContentEncoder() {}

    static List<Json> list(List<Part> parts, String path) {
        var list = new ArrayList<Json>();
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Part.Mark)) {
                list.add(part(parts.get(i), path + ".content[" + i + ']'));
            }
        }
        return list;
    }

    /** A text that came as a string stays one (OR-6). */
    static Json output(Part.ToolResult result, String path) {
        List<Part> content = result.content();
        boolean one = content.size() == 1 && content.getFirst() instanceof Part.Text;
        if (content.isEmpty() || one && !result.listed()) {
            String text = content.isEmpty() ? "" : ((Part.Text) content.getFirst()).text();
            return new Json.Str(result.failed() ? FAILED + text : text);
        }
        var list = new ArrayList<Json>();
        if (result.failed()) {
            list.add(text(FAILED.strip()));
        }
        list.addAll(list(content, path));
        return new Json.Arr(list);
    }

    private static Json part(Part part, String path) {
        return switch (part) {
            case Part.Text it -> text(it.text());
            case Part.Image image -> image(image, path);
            case Part.Document document -> document(document);
            case Part.Audio audio -> throw Refusals.content(path, "the upstream takes no audio");
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Reasoning r -> throw misplaced(path);
            case Part.Redacted r -> throw misplaced(path);
            case Part.Mark m -> throw misplaced(path);
            case Part.ToolCall c -> throw misplaced(path);
            case Part.ToolResult r -> throw misplaced(path);
        };
    }

    private static RuntimeException misplaced(String path) {
        return Refusals.content(path, path + " cannot stand in this message");
    }

    static Json text(String text) {
        return Json.Obj.builder().put("type", "input_text").put("text", text).build();
    }

    private static Json image(Part.Image image, String path) {
        String url = switch (image.source()) {
            case Media.Inline inline -> inline.dataUrl();
            case Media.Remote remote -> remote.url();
            case Media.PlainText text -> throw Refusals.content(path, "a picture cannot be text");
        };
        return Json.Obj.builder().put("type", "input_image").put("image_url", url)
                .put("detail", image.detail().orElse("auto")).build();
    }

    private static Json document(Part.Document document) {
        return switch (document.source()) {
            case Media.Inline inline -> Json.Obj.builder().put("type", "input_file")
                    .put("filename", document.name().orElseGet(() -> unnamed(inline.mimeType())))
                    .put("file_data", inline.dataUrl()).build();
            case Media.Remote remote ->
                Json.Obj.builder().put("type", "input_file").put("file_url", remote.url()).build();
            case Media.PlainText plain -> text(framed(document, plain.text()));
        };
    }

    private static String unnamed(String mimeType) {
        return mimeType.equals("text/plain") ? "document.txt" : UNNAMED_PDF;
    }

    /** CO-11. */
    private static String framed(Part.Document document, String text) {
        var framed = new StringBuilder("<document");
        document.name().ifPresent(title -> framed.append(" title=\"").append(title).append('"'));
        framed.append(">\n");
        document.context().ifPresent(context -> framed.append("context: ").append(context).append('\n'));
        return framed.append(text).append("\n</document>").toString();
    }
}
