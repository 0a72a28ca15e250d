package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.json.Json;
import java.util.Optional;

/** Sources a text names (RR-5). */
final class Citations {
    private Citations() {}

    /** @param base code points of the answer before the text that holds the annotation */
    static Optional<Annotation> of(Json annotation, int base) {
        if (!(annotation instanceof Json.Obj it) || it.text("type").filter("url_citation"::equals).isEmpty()) {
            return Optional.empty();
        }
        String url = it.text("url").orElse("");
        int start = Math.max(0, it.whole("start_index").orElse(0L).intValue());
        int end = Math.max(start, it.whole("end_index").orElse(0L).intValue());
        return Optional.of(new Annotation(base + start, base + end, it.text("title").orElse(url), url));
    }
}
