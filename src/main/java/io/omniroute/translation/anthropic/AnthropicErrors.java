package io.omniroute.translation.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.translation.Problem;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.Optional;

/** Anthropic's error body and its words. Source: 10 §16.1 and §16.2. */
final class AnthropicErrors {
    /** The vendor's word on which its SDK falls back to sending the whole conversation (15 item 6). */
    static final String THREAD_UNSUPPORTED = "thread_unsupported_request";

    private AnthropicErrors() {}

    /** An overload is 529 there, never 503. */
    static ErrorReply reply(Failure failure, String requestId) {
        Problem problem = Problem.of(failure);
        byte[] body = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "error");
            json.writeObjectFieldStart("error");
            json.writeStringField("type", type(problem.status()));
            json.writeStringField("message", problem.message());
            details(json, problem);
            json.writeEndObject();
            json.writeStringField("request_id", requestId.isEmpty() ? null : requestId);
            json.writeEndObject();
        });
        return new ErrorReply(problem.status() == 503 ? 529 : problem.status(), body);
    }

    private static void details(JsonGenerator json, Problem problem) throws IOException {
        if (problem.code().equals(Optional.of(THREAD_UNSUPPORTED))) {
            json.writeObjectFieldStart("details");
            json.writeStringField("error_code", THREAD_UNSUPPORTED);
            json.writeEndObject();
        }
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    /** HTTP status of an error type that came inside a stream; 0 for an unknown one. */
    static int statusOf(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 0;
        };
    }
}
