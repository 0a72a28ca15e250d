package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.Locale;
import java.util.Optional;

/** Pictures, sound and documents: {@code inlineData} and {@code fileData} to the hub's parts and back. */
final class GeminiMedia {
    private static final String PDF = "application/pdf";

    private GeminiMedia() {}

    /** GO-7 to GO-10. */
    static Part inline(Fields data) {
        String type = data.text("mimeType").orElse("").toLowerCase(Locale.ROOT).strip();
        String base64 = standard(data.requiredText("data"));
        if (type.startsWith("image/")) {
            return new Part.Image(new Media.Inline(type, base64));
        }
        if (type.equals(PDF) || type.startsWith("text/")) {
            String name = data.text("displayName").orElse("file." + extension(type));
            return new Part.Document(new Media.Inline(type, base64), Optional.of(name));
        }
        return switch (type) {
            case "audio/wav", "audio/x-wav", "audio/wave" -> new Part.Audio("wav", base64);
            case "audio/mp3", "audio/mpeg" -> new Part.Audio("mp3", base64);
            default -> throw Refusals.content(data.path(), "Content of type '" + type + "' cannot be carried");
        };
    }

    /** GO-11. */
    static Part file(Fields data) {
        String uri = data.requiredText("fileUri");
        String type = data.text("mimeType").map(it -> it.toLowerCase(Locale.ROOT)).filter(it -> !it.isBlank())
                .orElseGet(() -> typeOf(uri, ""));
        if (uri.contains("generativelanguage") && uri.contains("files/")) {
            throw Refusals.content(data.path(), "A file kept by the Files API cannot be read by another provider");
        }
        if (!uri.startsWith("https://") && !uri.startsWith("http://")) {
            throw Refusals.content(data.path("fileUri"), "Only http and https addresses can be carried");
        }
        if (type.startsWith("image/")) {
            return new Part.Image(new Media.Remote(uri, type));
        }
        if (type.equals(PDF)) {
            return new Part.Document(new Media.Remote(uri, type), data.text("displayName"));
        }
        throw Refusals.content(data.path(), "A file of type '" + type + "' cannot be carried");
    }

    /** OG-5 to OG-8. */
    static Json.Obj part(Media media, String unknownType) {
        return switch (media) {
            case Media.Inline inline -> blob(inline.mimeType(), inline.base64());
            case Media.Remote remote -> Json.Obj.of("fileData", Json.Obj.builder()
                    .put("mimeType", remote.mimeType().isEmpty()
                            ? typeOf(remote.url(), unknownType)
                            : remote.mimeType())
                    .put("fileUri", remote.url()).build());
            case Media.PlainText text -> Json.Obj.of("text", new Json.Str(text.text()));
        };
    }

    static Json.Obj blob(String type, String base64) {
        return Json.Obj.of("inlineData",
                Json.Obj.builder().put("mimeType", type).put("data", base64).build());
    }

    /** The type an address' path tells, else the given one. */
    static String typeOf(String uri, String unknown) {
        int end = uri.length();
        for (char stop : new char[]{'?', '#'}) {
            int at = uri.indexOf(stop);
            end = at >= 0 && at < end ? at : end;
        }
        String path = uri.substring(0, end).toLowerCase(Locale.ROOT);
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "heic" -> "image/heic";
            case "heif" -> "image/heif";
            case "bmp" -> "image/bmp";
            case "pdf" -> PDF;
            case "txt" -> "text/plain";
            default -> unknown;
        };
    }

    private static String extension(String type) {
        return switch (type) {
            case PDF -> "pdf";
            case "text/plain" -> "txt";
            case "text/markdown" -> "md";
            default -> type.substring(type.indexOf('/') + 1);
        };
    }

    /** Proto JSON also takes the URL alphabet and lets padding go. */
    private static String standard(String base64) {
        String standard = base64.replace('-', '+').replace('_', '/');
        return standard + "=".repeat((4 - standard.length() % 4) % 4);
    }
}
