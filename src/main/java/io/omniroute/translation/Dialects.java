package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.translation.anthropic.AnthropicDialect;
import io.omniroute.translation.antigravity.AntigravityDialect;
import io.omniroute.translation.cursor.CursorDialect;
import io.omniroute.translation.gemini.GeminiCliDialect;
import io.omniroute.translation.gemini.GeminiDialect;
import io.omniroute.translation.kiro.KiroDialect;
import io.omniroute.translation.ollama.OllamaDialect;
import io.omniroute.translation.openai.OpenAiDialect;
import io.omniroute.translation.responses.ResponsesDialect;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All dialects there are, each in one list: a side that is missing shows here, not in the middle of a request. */
public final class Dialects {
    private static final OpenAiDialect OPENAI = new OpenAiDialect();
    private static final ResponsesDialect RESPONSES = new ResponsesDialect();
    private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();
    private static final GeminiDialect GEMINI = new GeminiDialect();
    private static final AntigravityDialect ANTIGRAVITY = new AntigravityDialect();
    private static final OllamaDialect OLLAMA = new OllamaDialect();

    private static final List<ClientDialect> CLIENTS = List.of(OPENAI, RESPONSES, ANTHROPIC, GEMINI, ANTIGRAVITY,
            OLLAMA);
    private static final List<UpstreamDialect> UPSTREAMS = List.of(OPENAI, RESPONSES, ANTHROPIC, GEMINI,
            new GeminiCliDialect(), ANTIGRAVITY, new KiroDialect(), new CursorDialect());

    private static final Map<Format, ClientDialect> CLIENT_BY_FORMAT = new EnumMap<>(Format.class);
    private static final Map<Format, UpstreamDialect> UPSTREAM_BY_FORMAT = new EnumMap<>(Format.class);

    static {
        CLIENTS.forEach(dialect -> CLIENT_BY_FORMAT.put(dialect.format(), dialect));
        UPSTREAMS.forEach(dialect -> UPSTREAM_BY_FORMAT.put(dialect.format(), dialect));
    }

    private Dialects() {}

    /** A dialect both sides may speak unchanged, or in which a client is told about a failure. */
    public static Dialect of(Format format) {
        return client(format);
    }

    /** @throws IllegalArgumentException for a format no client speaks: never passed through silently */
    public static ClientDialect client(Format format) {
        ClientDialect dialect = CLIENT_BY_FORMAT.get(format);
        if (dialect == null) {
            throw new IllegalArgumentException("no client speaks " + format);
        }
        return dialect;
    }

    /** @throws IllegalArgumentException for a format no provider speaks */
    public static UpstreamDialect upstream(Format format) {
        UpstreamDialect dialect = UPSTREAM_BY_FORMAT.get(format);
        if (dialect == null) {
            throw new IllegalArgumentException("no provider speaks " + format);
        }
        return dialect;
    }
}
