package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Media;
import io.omniroute.domain.json.Json;
import java.util.Optional;

/** A picture the upstream made (RR-9). */
final class ImageItem {
    private ImageItem() {}

    static Optional<Media> media(Json.Obj item) {
        String format = item.text("output_format").orElse("png");
        return item.text("result").filter(it -> !it.isEmpty()).map(it -> new Media.Inline("image/" + format, it));
    }
}
