package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Part;
import java.util.List;

/** Finds a place in a history a client may have cut and joined otherwise than it was told. */
final class GeminiPlaces {
    private GeminiPlaces() {}

    /**
     * The index that many characters of text before the end, at most where the texts at the end begin; a text that
     * begins before it is cut in two.
     */
    static int back(List<Part> parts, int characters) {
        int at = parts.size();
        int rest = characters;
        while (rest > 0 && at > 0 && parts.get(at - 1) instanceof Part.Text text) {
            int over = text.text().length() - rest;
            if (over > 0) {
                cut(parts, at - 1, text, over);
                return at;
            }
            rest -= text.text().length();
            at--;
        }
        return at;
    }

    private static void cut(List<Part> parts, int index, Part.Text text, int place) {
        boolean pair = Character.isSurrogatePair(text.text().charAt(place - 1), text.text().charAt(place));
        int cut = pair ? place + 1 : place;
        parts.set(index, new Part.Text(text.text().substring(0, cut), text.cacheControl()));
        if (cut < text.text().length()) {
            parts.add(index + 1, new Part.Text(text.text().substring(cut)));
        }
    }
}
