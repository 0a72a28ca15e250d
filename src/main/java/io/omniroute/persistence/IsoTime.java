package io.omniroute.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as ISO-8601 UTC text, always with three decimals, so that the order of the texts is that of the times. */
@Converter
class IsoTime implements AttributeConverter<Instant, String> {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    static String text(Instant time) {
        return FORM.format(time);
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Instant time) {
        return time == null ? null : text(time);
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
