package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Pictures and documents → {@code source} (OC-6 to OC-12). Source: Anthropic guides "Vision", "PDF support". */
final class AnthropicMediaEncoder {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private AnthropicMediaEncoder() {}

    /** An image block. */
    static Json.Obj image(Media source, String at) {
        Json.Obj written = switch (source) {
            case Media.Inline inline -> base64(pictureType(inline.mimeType(), at), inline.base64());
            case Media.Remote remote -> url(remote.url(), at);
            case Media.PlainText text -> throw Refusals.content(at, "A picture cannot be given as text");
        };
        return Json.Obj.builder().put("type", "image").put("source", written).build();
    }

    private static String pictureType(String mimeType, String at) {
        String type = mimeType.equals("image/jpg") ? "image/jpeg" : mimeType;
        if (!PICTURES.contains(type)) {
            throw Refusals.content(at, "Claude models take JPEG, PNG, GIF and WebP pictures, not " + type);
        }
        return type;
    }

    /** The source of a document block: PDF and text are what there is. */
    static Json.Obj document(Media source, String at) {
        return switch (source) {
            case Media.PlainText text -> text(text.text());
            case Media.Remote remote -> remotePdf(remote, at);
            case Media.Inline inline -> {
                if (inline.mimeType().equals("application/pdf")) {
                    yield base64(inline.mimeType(), inline.base64());
                }
                if (inline.mimeType().startsWith("text/")) {
                    yield text(decoded(inline.base64(), at));
                }
                throw Refusals.content(at, "Claude models take PDF and text documents, not " + inline.mimeType());
            }
        };
    }

    private static Json.Obj remotePdf(Media.Remote remote, String at) {
        if (!remote.mimeType().isEmpty() && !remote.mimeType().equals("application/pdf")) {
            throw Refusals.content(at, "Claude models fetch PDF documents only, not " + remote.mimeType());
        }
        return url(remote.url(), at);
    }

    private static String decoded(String base64, String at) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusals.malformed(at, "The document is no valid Base64");
        }
    }

    private static Json.Obj base64(String type, String data) {
        return Json.Obj.builder().put("type", "base64").put("media_type", type).put("data", data).build();
    }

    private static Json.Obj text(String data) {
        return Json.Obj.builder().put("type", "text").put("media_type", "text/plain").put("data", data).build();
    }

    private static Json.Obj url(String url, String at) {
        String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw Refusals.content(at, "Claude models fetch http and https addresses only");
        }
        return Json.Obj.builder().put("type", "url").put("url", url).build();
    }
}
