package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What user turns, assistant turns and tool results have in common: texts, pictures, documents, search results. */
final class AnthropicContentDecoder {
    private AnthropicContentDecoder() {}

    /** A member that is a text or a list of blocks; an empty text is no part, an absent member none either. */
    static List<Part> content(Fields owner, String name, Function<Fields, List<Part>> block) {
        Optional<Json> value = owner.value(name);
        if (value.isPresent() && value.get() instanceof Json.Str text) {
            return text.value().isEmpty() ? List.of() : List.of(new Part.Text(text.value()));
        }
        var parts = new ArrayList<Part>();
        owner.objects(name).forEach(it -> parts.addAll(block.apply(it)));
        return parts;
    }

    /** One block that may stand anywhere. */
    static List<Part> block(Fields block, ChatRequest.Builder request) {
        String type = block.requiredText("type");
        return switch (type) {
            case "text" -> text(block, request);
            case "image" -> List.of(image(block));
            case "document" -> document(block, request);
            case "search_result" -> List.of(searchResult(block, request));
            default -> throw Refusals.content(block.path(), "Content of type " + type + " cannot be translated");
        };
    }

    /** CO-6; where a text was quoted from cannot be said in the hub. */
    static List<Part> text(Fields block, ChatRequest.Builder request) {
        String text = block.requiredText("text");
        if (!block.object().elements("citations").isEmpty()) {
            request.dropped("citations");
        }
        return text.isEmpty() ? List.of() : List.of(new Part.Text(text, block.value("cache_control")));
    }

    /** CO-7 to CO-9. */
    private static Part image(Fields block) {
        Fields source = block.requiredObject("source");
        return new Part.Image(media(source, ""), Optional.empty(), block.value("cache_control"));
    }

    private static Media media(Fields source, String typeOfUrl) {
        String type = source.requiredText("type");
        return switch (type) {
            case "base64" -> new Media.Inline(source.requiredText("media_type").toLowerCase(Locale.ROOT),
                    source.requiredText("data"));
            case "url" -> new Media.Remote(source.requiredText("url"), typeOfUrl);
            case "file" -> throw Refusals.content(source.path(), "A file id is known to Anthropic alone");
            default -> throw Refusals.content(source.path(), "A source of type " + type + " cannot be translated");
        };
    }

    /** CO-10 to CO-13. */
    private static List<Part> document(Fields block, ChatRequest.Builder request) {
        Fields source = block.requiredObject("source");
        return switch (source.requiredText("type")) {
            case "text" -> List.of(new Part.Text(written(block, source.requiredText("data")),
                    block.value("cache_control")));
            case "content" -> content(source, "content", it -> block(it, request));
            default -> List.of(file(block, media(source, "application/pdf")));
        };
    }

    private static Part file(Fields block, Media media) {
        Optional<String> title = block.text("title");
        Optional<String> name = media instanceof Media.Inline inline && inline.mimeType().equals("application/pdf")
                ? title.or(() -> Optional.of("document.pdf"))
                : title;
        return new Part.Document(media, name, block.text("context"), block.value("citations"),
                block.value("cache_control"));
    }

    /** CO-11. */
    private static String written(Fields block, String data) {
        String title = block.text("title").map(it -> " title=\"" + quoted(it) + '"').orElse("");
        String context = block.text("context").map(it -> "context: " + it + '\n').orElse("");
        return "<document" + title + ">\n" + context + data + "\n</document>";
    }

    /** CO-14. */
    private static Part searchResult(Fields block, ChatRequest.Builder request) {
        var texts = new StringBuilder();
        for (Part part : content(block, "content", it -> text(it, request))) {
            if (part instanceof Part.Text text) {
                texts.append(text.text()).append('\n');
            }
        }
        String head = "<search_result source=\"" + quoted(block.requiredText("source")) + "\" title=\""
                + quoted(block.requiredText("title")) + "\">\n";
        return new Part.Text(head + texts + "</search_result>", block.value("cache_control"));
    }

    private static String quoted(String attribute) {
        return attribute.replace("\"", "&quot;");
    }
}
