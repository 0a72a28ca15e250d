package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Media;
import io.omniroute.translation.Refusals;
import java.util.Locale;
import java.util.Map;

/** Where the bytes of a picture or a file are, as OpenAI writes it: a data URL, another URL, or bare Base64. */
final class DataUrl {
    private static final String BASE64 = ";base64,";
    private static final Map<String, String> TYPES = Map.of("pdf", "application/pdf", "txt", "text/plain", "md",
            "text/markdown", "csv", "text/csv", "json", "application/json", "html", "text/html", "png", "image/png");

    private DataUrl() {}

    /** @param path of the member, for the refusal of a data URL that is not Base64 */
    static Media media(String url, String path) {
        return isData(url) ? inline(url, path) : new Media.Remote(url);
    }

    /** A {@code file_data}: a data URL or Base64 alone, whose type the file name tells; a PDF where it does not. */
    static Media file(String data, String name, String path) {
        if (isData(data)) {
            return inline(data, path);
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return new Media.Inline(TYPES.getOrDefault(ending, "application/pdf"), data);
    }

    private static boolean isData(String url) {
        return url.regionMatches(true, 0, "data:", 0, 5);
    }

    private static Media inline(String url, String path) {
        int comma = url.indexOf(',');
        int mark = url.toLowerCase(Locale.ROOT).indexOf(BASE64);
        if (mark < 0 || mark + BASE64.length() - 1 != comma) {
            throw Refusals.malformed(path, path + " must be a Base64 data URL or another URL");
        }
        int end = url.indexOf(';');
        String type = url.substring(5, end).toLowerCase(Locale.ROOT);
        return new Media.Inline(type.isEmpty() ? "application/octet-stream" : type, url.substring(comma + 1));
    }
}
