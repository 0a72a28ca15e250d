package io.omniroute.persistence;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How bodies stand in a row of the call log (30 section 3.7). */
final class CallBodies {
    /** Characters of a body that is kept whole. */
    static final int LONGEST = 8_192;
    static final String TRUNCATED = "_truncated";

    private CallBodies() {}

    static @Nullable String text(byte @Nullable [] body) {
        return body == null || body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
    }

    static boolean tooLong(@Nullable String body) {
        return body != null && body.length() > LONGEST;
    }

    /** The body, or how long it was and how it began. */
    static @Nullable String column(@Nullable String body) {
        if (body == null || !tooLong(body)) {
            return body;
        }
        Map<String, Object> cut = new LinkedHashMap<>();
        cut.put(TRUNCATED, true);
        cut.put("_originalSize", body.length());
        cut.put("_preview", body.substring(0, whole(body, LONGEST)));
        return JsonText.of(cut);
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int end) {
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
