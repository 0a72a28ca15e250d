package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Media;
import java.util.Locale;
import java.util.Optional;

/** Reads the URLs chat completions carry files in. */
final class DataUrl {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";
    private static final String UNNAMED_TYPE = "text/plain";

    private DataUrl() {}

    static boolean is(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The bytes of a Base64 data URL; empty for any other text. Parameters of the type are left out. */
    static Optional<Media.Inline> read(String url) {
        int comma = url.indexOf(',');
        if (!is(url) || comma < 0) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT).strip();
        if (!head.endsWith(BASE64)) {
            return Optional.empty();
        }
        String type = head.substring(0, head.indexOf(';')).strip();
        return Optional.of(new Media.Inline(type.isEmpty() ? UNNAMED_TYPE : type, url.substring(comma + 1)));
    }
}
