package io.omniroute.translation.openai;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.translation.Problem;
import io.omniroute.translation.json.JsonBytes;
import org.jspecify.annotations.Nullable;

/** OpenAI's error body and its words; the Responses API shares them. Source: 10 §16.1 and §16.2. */
public final class OpenAiErrors {
    private OpenAiErrors() {}

    /** The error body with exactly the four members strict SDKs know. 529 is unknown there and sent as 503. */
    public static ErrorReply reply(Failure failure) {
        Problem problem = Problem.of(failure);
        byte[] body = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", problem.message());
            json.writeStringField("type", type(problem.status()));
            json.writeStringField("param", problem.param());
            json.writeStringField("code", code(problem));
            json.writeEndObject();
            json.writeEndObject();
        });
        return new ErrorReply(problem.status() == 529 ? 503 : problem.status(), body);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 408 -> "server_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    /** The gateway's own code, else the table's; null where it has none. */
    public static @Nullable String code(Problem problem) {
        return problem.code().orElseGet(() -> codeOf(problem.status()));
    }

    private static @Nullable String codeOf(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 401 -> "invalid_api_key";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_denied";
            case 404 -> "model_not_found";
            case 408 -> "timeout";
            case 413 -> "request_too_large";
            case 415 -> "unsupported_media_type";
            case 429 -> "rate_limit_exceeded";
            case 502 -> "bad_gateway";
            case 503 -> "service_unavailable";
            case 504 -> "gateway_timeout";
            case 529 -> "overloaded";
            default -> status < 500 ? null : "internal_server_error";
        };
    }

    /** HTTP status of a type or code in an error that came inside a stream or a success; 0 for an unknown word. */
    public static int statusOf(String word) {
        return switch (word) {
            case "rate_limit_error", "rate_limit_exceeded", "insufficient_quota", "requests", "tokens" -> 429;
            case "invalid_request_error", "context_length_exceeded", "invalid_prompt", "bad_request" -> 400;
            case "authentication_error", "invalid_api_key" -> 401;
            case "permission_error", "permission_denied" -> 403;
            case "not_found_error", "model_not_found" -> 404;
            case "server_error", "internal_server_error", "api_error" -> 500;
            case "service_unavailable", "server_is_overloaded", "slow_down" -> 503;
            case "timeout", "timeout_error", "gateway_timeout" -> 504;
            case "overloaded", "overloaded_error" -> 529;
            default -> 0;
        };
    }
}
