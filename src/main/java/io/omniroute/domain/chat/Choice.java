package io.omniroute.domain.chat;

import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One answer.
 *
 * @param parts reasoning, texts, calls, pictures in the order they appeared; neighbours of one kind are one part
 *     (two reasoning blocks stay two when the first is signed)
 * @param logprobs OpenAI's {@code logprobs} object
 */
public record Choice(int index, List<Part> parts, List<Annotation> annotations, Optional<Json.Obj> logprobs,
        Finish finish) {
    public Choice {
        parts = List.copyOf(parts);
        annotations = List.copyOf(annotations);
    }

    public Choice(List<Part> parts, FinishReason reason) {
        this(0, parts, List.of(), Optional.empty(), new Finish(reason));
    }
}
