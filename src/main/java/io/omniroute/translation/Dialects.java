package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.translation.anthropic.AnthropicDialect;
import io.omniroute.translation.gemini.GeminiDialect;
import io.omniroute.translation.openai.OpenAiDialect;
import io.omniroute.translation.responses.ResponsesDialect;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All dialects there are. */
public final class Dialects {
    private static final Map<Format, Dialect> BY_FORMAT = new EnumMap<>(Format.class);

    static {
        for (Dialect dialect : List.of(new OpenAiDialect(), new ResponsesDialect(), new AnthropicDialect(),
                new GeminiDialect())) {
            BY_FORMAT.put(dialect.format(), dialect);
        }
    }

    private Dialects() {}

    /** @throws IllegalArgumentException for a format nobody speaks here: never passed through silently */
    public static Dialect of(Format format) {
        Dialect dialect = BY_FORMAT.get(format);
        if (dialect == null) {
            throw new IllegalArgumentException("no dialect for format " + format);
        }
        return dialect;
    }
}
