package io.omniroute.translation.responses;

import io.omniroute.domain.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log probabilities of tokens. A finished text lists them with bytes and alternatives, its stream events without bytes,
 * the hub with both, bytes being null where nobody told them.
 */
final class Logprobs {
    private static final String BYTES = "bytes";
    private static final String TOP = "top_logprobs";

    private Logprobs() {}

    /** For a content part. */
    static List<Json> whole(List<Json> tokens) {
        return tokens.stream().map(token -> token(token, Json.Arr.EMPTY)).toList();
    }

    /** For the events. */
    static List<Json> streamed(List<Json> tokens) {
        return tokens.stream().map(token -> token(token, null)).toList();
    }

    /** The hub's object (RR-15). */
    static Json.Obj hub(List<Json> tokens) {
        return Json.Obj.builder().put("content", tokens.stream().map(token -> token(token, Json.Literal.NULL)).toList())
                .put("refusal", Json.Literal.NULL).build();
    }

    /** @param noBytes what stands for unknown bytes; null = bytes are not told at all */
    private static Json token(Json token, @Nullable Json noBytes) {
        return token instanceof Json.Obj object
                ? entry(object, noBytes).put(TOP, object.elements(TOP).stream()
                        .<Json>map(top -> top instanceof Json.Obj it ? entry(it, noBytes).build() : top).toList())
                        .build()
                : token;
    }

    private static Json.Obj.Builder entry(Json.Obj token, @Nullable Json noBytes) {
        var entry = Json.Obj.builder().put("token", token.text("token").orElse("")).put("logprob",
                token.get("logprob").orElse(Json.Num.of(0)));
        if (noBytes != null) {
            Json bytes = token.present(BYTES);
            entry.put(BYTES, bytes == null ? noBytes : bytes);
        }
        return entry;
    }
}
