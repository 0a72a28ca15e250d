package io.omniroute.translation.gemini;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.Problem;
import io.omniroute.translation.UpstreamError;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.time.Duration;

/** Google's error body and its words. Source: 10 §16.1 and §16.2; google.rpc.Code, google.rpc.RetryInfo. */
final class GeminiErrors {
    private GeminiErrors() {}

    /** {@code code} is the status that is sent; 529 is unknown there and sent as 503. */
    static ErrorReply reply(Failure failure) {
        Problem problem = Problem.of(failure);
        int status = problem.status() == 529 ? 503 : problem.status();
        byte[] body = JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeNumberField("code", status);
            json.writeStringField("message", problem.message());
            json.writeStringField("status", word(status));
            if (problem.retryAfter().isPresent()) {
                retryInfo(json, problem.retryAfter().get());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
        return new ErrorReply(status, body);
    }

    /** An error object of a parsed answer. */
    static StreamFailure failure(Json error) {
        try (JsonParser json = JsonBytes.parser(JsonText.write(error))) {
            json.nextToken();
            return UpstreamError.read(json).failure(GeminiErrors::statusOf);
        } catch (IOException e) {
            return new StreamFailure(502, "the provider reported an error");
        }
    }

    private static void retryInfo(JsonGenerator json, Duration wait) throws IOException {
        json.writeArrayFieldStart("details");
        json.writeStartObject();
        json.writeStringField("@type", "type.googleapis.com/google.rpc.RetryInfo");
        json.writeStringField("retryDelay", wait.plusNanos(999_999_999).toSeconds() + "s");
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 406 -> "FAILED_PRECONDITION";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 503 -> "UNAVAILABLE";
            default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    /** HTTP status of a status word in an error that came inside a stream; 0 for an unknown one. */
    static int statusOf(String word) {
        return switch (word) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "INTERNAL", "UNKNOWN" -> 500;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 0;
        };
    }
}
