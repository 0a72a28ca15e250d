package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Sources a text block names: those found in the web have a form elsewhere, the others have none (RC-9, RC-10). */
final class WebCitations {
    private WebCitations() {}

    /** @param from first code point of the block in the whole text @param to the one behind it */
    static List<Annotation> annotations(List<Json> citations, int from, int to) {
        var annotations = new ArrayList<Annotation>();
        for (Json citation : citations) {
            if (citation instanceof Json.Obj it
                    && it.text("type").filter("web_search_result_location"::equals).isPresent()) {
                String url = it.text("url").orElse("");
                annotations.add(new Annotation(from, to, it.text("title").orElse(url), url));
            }
        }
        return annotations;
    }
}
