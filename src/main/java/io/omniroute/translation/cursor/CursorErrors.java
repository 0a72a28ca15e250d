package io.omniroute.translation.cursor;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.Optional;

/** Errors in Connect's words, {@code {"error": {code, message, details}}} (RU-4). */
final class CursorErrors {
    private static final String NO_MESSAGE = "the provider reported an error";

    private CursorErrors() {}

    /** The JSON object of a trailer or of a message that is an error; empty for anything else. */
    static Optional<Json.Obj> object(byte[] bytes, int from, int to) {
        return JsonText.parse(bytes, from, to).flatMap(
                it -> it instanceof Json.Obj object ? Optional.of(object) : Optional.empty());
    }

    /** The failure this object tells; empty when it tells none. */
    static Optional<Failure.Broken> failure(Json.Obj object) {
        Json error = object.present("error");
        if (error == null) {
            return Optional.empty();
        }
        if (error instanceof Json.Obj told) {
            return Optional.of(new Failure.Broken(status(told.text("code").orElse("")), message(told)));
        }
        return Optional.of(new Failure.Broken(502,
                error instanceof Json.Str text && !text.value().isBlank() ? text.value() : NO_MESSAGE));
    }

    /** What a complete body says. */
    static Failure.Broken broken(byte[] body) {
        return object(body, 0, body.length).flatMap(CursorErrors::failure)
                .orElse(new Failure.Broken(502, "the provider answered with no Connect stream"));
    }

    private static int status(String code) {
        return switch (code) {
            case "resource_exhausted" -> 429;
            case "unauthenticated" -> 401;
            case "permission_denied" -> 403;
            case "invalid_argument" -> 400;
            default -> 502;
        };
    }

    /** The details are worded for people, the message itself is mostly the word "Error". */
    private static String message(Json.Obj error) {
        for (Json detail : error.elements("details")) {
            Optional<Json.Obj> worded = detail instanceof Json.Obj object
                    ? object.object("debug").flatMap(debug -> debug.object("details"))
                    : Optional.empty();
            Optional<String> text = worded.flatMap(it -> text(it, "title").or(() -> text(it, "detail")));
            if (text.isPresent()) {
                return text.get();
            }
        }
        return text(error, "message").orElse(NO_MESSAGE);
    }

    private static Optional<String> text(Json.Obj object, String name) {
        return object.text(name).filter(text -> !text.isBlank());
    }
}
