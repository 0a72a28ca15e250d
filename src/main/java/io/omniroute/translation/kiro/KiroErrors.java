package io.omniroute.translation.kiro;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.Payload;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;

/** Errors as the service words them: a type and a message. */
final class KiroErrors {
    private static final String EXCEPTION = "exception:";
    private static final String ERROR = "error:";
    private static final String NO_MESSAGE = "the provider reported an error";

    private KiroErrors() {}

    /** Whether a frame of this name is an error instead of an event. */
    static boolean named(String frame) {
        return frame.startsWith(EXCEPTION) || frame.startsWith(ERROR);
    }

    /** What an error frame says; its payload is JSON or a plain text. */
    static ChatEvent.Failed failed(String name, Frame frame) {
        String type = name.substring(name.indexOf(':') + 1);
        Optional<Json.Obj> payload = object(frame.data(), frame.dataFrom(), frame.dataTo());
        String plain = payload.isPresent() || Payload.html(frame.data(), frame.dataFrom(), frame.dataTo()) ? ""
                : frame.dataText();
        return new ChatEvent.Failed(status(type), payload.flatMap(KiroErrors::message)
                .orElse(plain.isBlank() ? NO_MESSAGE : plain));
    }

    /** What a payload says that is an error in the place of content. */
    static ChatEvent.Failed failed(Json.Obj payload) {
        return new ChatEvent.Failed(502, message(payload).orElse(NO_MESSAGE));
    }

    /** A complete body: {@code {"__type": "…#ThrottlingException", "message": …}} or something that is no answer. */
    static Failure.Broken broken(byte[] body) {
        Optional<Json.Obj> error = object(body, 0, body.length);
        return new Failure.Broken(error.flatMap(it -> it.text("__type")).map(KiroErrors::status).orElse(502),
                error.flatMap(KiroErrors::message).orElse("the provider answered with no event stream"));
    }

    private static Optional<Json.Obj> object(byte[] bytes, int from, int to) {
        return JsonText.parse(bytes, from, to).flatMap(
                it -> it instanceof Json.Obj object ? Optional.of(object) : Optional.empty());
    }

    private static Optional<String> message(Json.Obj payload) {
        return payload.text("message").or(() -> payload.text("Message")).filter(text -> !text.isBlank());
    }

    /** @param type with or without its name space, for example {@code com.example#ThrottlingException} */
    private static int status(String type) {
        return switch (type.substring(type.indexOf('#') + 1)) {
            case "ThrottlingException", "ServiceQuotaExceededException" -> 429;
            case "AccessDeniedException" -> 403;
            case "ValidationException" -> 400;
            default -> 502;
        };
    }
}
