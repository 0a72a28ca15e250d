package io.omniroute.translation.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Problem;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.openai.OpenAiErrors;
import java.io.IOException;

/** Words a failure in mid-stream (SR-10). */
final class ResponsesFailure {
    private ResponsesFailure() {}

    /** Before {@code response.created}: an {@code error} event. */
    static ClientEvent error(Failure failure, long sequence) {
        Problem problem = Problem.of(failure);
        return new ClientEvent("error", JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "error");
            json.writeStringField("code", OpenAiErrors.code(problem));
            json.writeStringField("message", problem.message());
            json.writeStringField("param", problem.param());
            json.writeNumberField("sequence_number", sequence);
            json.writeEndObject();
        }));
    }

    /** After it: the response object of the created event, now failed. */
    static ClientEvent failed(Failure failure, Frame created, long sequence) {
        Problem problem = Problem.of(failure);
        return new ClientEvent("response.failed", JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "response.failed");
            json.writeNumberField("sequence_number", sequence);
            json.writeObjectFieldStart("response");
            copyResponse(created, json);
            json.writeStringField("status", "failed");
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code(problem.status()));
            json.writeStringField("message", problem.message());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }));
    }

    /** The error object of a failed response (RP-5). */
    static Json.Obj error(Failure failure) {
        Problem problem = Problem.of(failure);
        return Json.Obj.builder().put("code", code(problem.status())).put("message", problem.message()).build();
    }

    private static void copyResponse(Frame created, JsonGenerator out) throws IOException {
        try (JsonParser in = JsonBytes.parser(created.data(), created.dataFrom(), created.dataTo())) {
            in.nextToken();
            JsonBytes.members(in, (name, value) -> {
                if (name.equals("response")) {
                    JsonBytes.members(value, (member, inner) -> copy(member, inner, out));
                }
            });
        }
    }

    private static void copy(String member, JsonParser value, JsonGenerator out) throws IOException {
        if (!member.equals("status") && !member.equals("error")) {
            out.writeFieldName(member);
            out.copyCurrentStructureExact(value);
        }
    }

    /** One of the vendor's closed list of codes. */
    private static String code(int status) {
        return switch (status) {
            case 429 -> "rate_limit_exceeded";
            case 400, 413, 422 -> "invalid_prompt";
            default -> "server_error";
        };
    }
}
