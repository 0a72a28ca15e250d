package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The content of a client's message as parts of the hub. Kinds the hub has no word for are refused with their place,
 * never left out.
 */
final class PartDecoder {
    private PartDecoder() {}

    /** Content as a text, as a list of parts, or null; an empty text gives no part. */
    static List<Part> content(Fields message) {
        Optional<Json> content = message.value("content");
        if (content.isPresent() && content.get() instanceof Json.Str text) {
            return text.value().isEmpty() ? List.of() : List.of(new Part.Text(text.value()));
        }
        return message.objects("content").stream().map(PartDecoder::part).toList();
    }

    private static Part part(Fields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> new Part.Text(part.requiredText("text"), part.value("cache_control"));
            case "image_url" -> image(part);
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            case "file" -> file(part, part.requiredObject("file"));
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"));
            default -> throw Refusals.content(part.path(), "content of type " + type + " is not supported here");
        };
    }

    /** The URL stands in an object; some clients write it without one. */
    static Part.Image image(Fields part) {
        Optional<Json.Str> bare = part.value("image_url").filter(Json.Str.class::isInstance).map(Json.Str.class::cast);
        if (bare.isPresent()) {
            return new Part.Image(picture(bare.get().value(), part.path("image_url")), Optional.empty(),
                    part.value("cache_control"));
        }
        Fields image = part.requiredObject("image_url");
        return new Part.Image(picture(image.requiredText("url"), image.path("url")), image.text("detail"),
                part.value("cache_control"));
    }

    private static Media picture(String url, String path) {
        if (DataUrl.is(url)) {
            return DataUrl.read(url).orElseThrow(() -> Refusals.content(path, path + " is no Base64 data URL"));
        }
        return remote(url, path);
    }

    private static Media remote(String url, String path) {
        String scheme = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("https://") || scheme.startsWith("http://")) {
            return new Media.Remote(url);
        }
        throw Refusals.content(path, path + " must be a data URL or an http(s) URL");
    }

    private static Part audio(Fields audio) {
        String format = audio.requiredText("format").toLowerCase(Locale.ROOT);
        if (!format.equals("wav") && !format.equals("mp3")) {
            throw Refusals.content(audio.path("format"), "audio must be wav or mp3, was " + format);
        }
        return new Part.Audio(format, audio.requiredText("data"));
    }

    /** By its bytes or by URL; an id names a file that only its vendor has (OC-12). */
    private static Part file(Fields part, Fields file) {
        Optional<String> name = file.text("filename").or(() -> file.text("title"));
        return new Part.Document(document(file, name), name, file.text("context"), file.value("citations"),
                part.value("cache_control"));
    }

    private static Media document(Fields file, Optional<String> name) {
        Optional<String> data = file.text("file_data");
        if (data.isPresent()) {
            return DataUrl.is(data.get())
                    ? DataUrl.read(data.get()).orElseThrow(
                            () -> Refusals.content(file.path("file_data"), "file_data is no Base64 data URL"))
                    : new Media.Inline(typeOf(name.orElse("")), data.get());
        }
        Optional<String> url = file.text("file_url");
        if (url.isPresent()) {
            return remote(url.get(), file.path("file_url"));
        }
        throw Refusals.content(file.path(),
                file.has("file_id") ? "a file id is known to one vendor only; send the file itself" : "an empty file");
    }

    /** Of bare Base64: by the file's name, else a PDF (OC-9). */
    private static String typeOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "txt", "text", "log" -> "text/plain";
            case "md" -> "text/markdown";
            case "csv" -> "text/csv";
            case "html", "htm" -> "text/html";
            case "json" -> "application/json";
            default -> "application/pdf";
        };
    }
}
