package io.omniroute.translation.ollama;

import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Problem;
import io.omniroute.translation.json.JsonText;

/** Ollama's error: a status and one sentence (10 §16.2, §16.3). */
final class OllamaErrors {
    private static final int ANTHROPIC_OVERLOADED = 529;

    private OllamaErrors() {}

    /** Anthropic's 529 is known to nobody else and sent as 503. */
    static ErrorReply reply(Failure failure) {
        int status = Problem.of(failure).status();
        return new ErrorReply(status == ANTHROPIC_OVERLOADED ? 503 : status, body(failure));
    }

    /** The last line of a stream that breaks. */
    static ClientEvent event(Failure failure) {
        return new ClientEvent(null, body(failure));
    }

    private static byte[] body(Failure failure) {
        return JsonText.bytes(Json.Obj.of("error", new Json.Str(Problem.of(failure).message())));
    }
}
