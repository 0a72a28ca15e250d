package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.Media;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.Map;
import java.util.Optional;

/** A picture in a message: Base64 without a word of its type, which its first bytes tell. */
final class Picture {
    /** The first Base64 characters of a file to its type. */
    private static final Map<String, String> BEGINNINGS = Map.of("iVBORw0KGgo", "image/png", "/9j/", "image/jpeg",
            "R0lGOD", "image/gif", "UklGR", "image/webp", "Qk", "image/bmp");
    private static final String BASE64 = ";base64,";

    private Picture() {}

    /** A data URL is taken, too: some clients send what they have. */
    static Media read(Fields.Element image) {
        String text = image.text();
        int data = text.startsWith("data:") ? text.indexOf(BASE64) : -1;
        return data > 0
                ? new Media.Inline(text.substring("data:".length(), data), text.substring(data + BASE64.length()))
                : new Media.Inline(type(text).orElseThrow(() -> Refusals.content(image.path(),
                        image.path() + " must be a PNG, JPEG, GIF, WebP or BMP picture in Base64")), text);
    }

    private static Optional<String> type(String base64) {
        return BEGINNINGS.entrySet().stream().filter(entry -> base64.startsWith(entry.getKey()))
                .map(Map.Entry::getValue).findFirst();
    }
}
