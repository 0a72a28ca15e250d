package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Optional;

/** Content of a message or of a tool's output → parts (RO-4 to RO-7). */
final class ContentDecoder {
    private ContentDecoder() {}

    /** A string or a list; nothing at all is no part. */
    static List<Part> content(Fields owner, String name) {
        return switch (owner.value(name).orElse(Json.Arr.EMPTY)) {
            case Json.Str text -> text(text.value());
            case Json.Arr list -> owner.objects(name).stream().map(ContentDecoder::part).toList();
            case Json other -> throw Refusals.malformed(owner.path(name),
                    owner.path(name) + " must be a string or an array");
        };
    }

    static List<Part> text(String text) {
        return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }

    private static Part part(Fields part) {
        return switch (part.requiredText("type")) {
            case "input_text", "output_text", "text" -> new Part.Text(part.requiredText("text"));
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"));
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            case String type -> throw Refusals.content(part.path(),
                    part.path() + " has the type " + type + ", which this route cannot carry");
        };
    }

    private static Part image(Fields image) {
        refuseFileId(image);
        String url = image.value("image_url").orElse(Json.Literal.NULL) instanceof Json.Obj
                ? image.requiredObject("image_url").requiredText("url")
                : image.requiredText("image_url");
        return new Part.Image(DataUrl.media(url, image.path("image_url")), image.text("detail"), Optional.empty());
    }

    private static Part file(Fields file) {
        refuseFileId(file);
        Optional<String> name = file.text("filename");
        Optional<String> url = file.text("file_url");
        if (url.isPresent()) {
            return new Part.Document(new Media.Remote(url.get()), name);
        }
        return new Part.Document(DataUrl.file(file.requiredText("file_data"), name.orElse(""),
                file.path("file_data")), name);
    }

    private static Part audio(Fields audio) {
        return new Part.Audio(audio.requiredText("format"), audio.requiredText("data"));
    }

    private static void refuseFileId(Fields part) {
        if (part.has("file_id")) {
            throw Refusals.content(part.path(), part.path("file_id") + " names a file stored at another vendor");
        }
    }
}
