package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.json.Json;
import java.util.List;

/** What an answer repeats of its request (RP-6), with the vendor's defaults for what the client left out. */
final class RequestEcho {
    static final String ENCRYPTED = "reasoning.encrypted_content";

    private static final List<String> MEMBERS = List.of("instructions", "tools", "tool_choice", "parallel_tool_calls",
            "temperature", "top_p", "metadata", "max_output_tokens", "reasoning", "text", "truncation", "store", "user",
            "safety_identifier", "prompt_cache_key", "top_logprobs", "include");
    private static final Json.Num ONE = Json.Num.of(1);
    private static final Json.Obj PLAIN_TEXT = Json.Obj.of("format", Json.Obj.of("type", new Json.Str("text")));
    private static final Json.Obj NO_REASONING = Json.Obj.builder().put("effort", Json.Literal.NULL)
            .put("summary", Json.Literal.NULL).build();

    private RequestEcho() {}

    /** The members of a body that come back, nulls left out. */
    static Json.Obj of(Json.Obj body) {
        var echo = Json.Obj.builder();
        for (String name : MEMBERS) {
            Json value = body.present(name);
            if (value != null) {
                echo.put(name, name.equals("tools") ? tools(body) : value);
            }
        }
        return echo.build();
    }

    /** A function the vendor shows always says whether it is strict and what it takes. */
    private static Json tools(Json.Obj body) {
        return new Json.Arr(body.elements("tools").stream().map(RequestEcho::tool).toList());
    }

    private static Json tool(Json tool) {
        if (!(tool instanceof Json.Obj object) || object.text("type").filter("function"::equals).isEmpty()) {
            return tool;
        }
        Json.Obj shown = object.has("parameters") ? object : object.with("parameters", Json.Literal.NULL);
        return shown.has("strict") ? shown : shown.with("strict", Json.Literal.TRUE);
    }

    /** Whether the client wants the sealed reasoning, to send it back. */
    static boolean wantsEncrypted(ChatRequest asked) {
        return asked.echo().elements("include").contains(new Json.Str(ENCRYPTED));
    }

    static void write(ChatRequest asked, Json.Obj.Builder response) {
        Json.Obj echo = asked.echo();
        copy(echo, response, "instructions", Json.Literal.NULL);
        copy(echo, response, "max_output_tokens", Json.Literal.NULL);
        copy(echo, response, "parallel_tool_calls", Json.Literal.TRUE);
        response.put("previous_response_id", Json.Literal.NULL);
        response.put("reasoning", filled(NO_REASONING, echo, "reasoning"));
        copy(echo, response, "store", Json.Literal.FALSE);
        copy(echo, response, "temperature", ONE);
        response.put("text", filled(PLAIN_TEXT, echo, "text"));
        copy(echo, response, "tool_choice", new Json.Str("auto"));
        copy(echo, response, "tools", Json.Arr.EMPTY);
        copy(echo, response, "top_p", ONE);
        copy(echo, response, "truncation", new Json.Str("disabled"));
        copy(echo, response, "metadata", Json.Obj.EMPTY);
        for (String name : List.of("user", "safety_identifier", "prompt_cache_key", "top_logprobs")) {
            response.put(name, echo.get(name));
        }
    }

    private static void copy(Json.Obj echo, Json.Obj.Builder response, String name, Json absent) {
        response.put(name, echo.get(name).orElse(absent));
    }

    private static Json.Obj filled(Json.Obj defaults, Json.Obj echo, String name) {
        return defaults.toBuilder().putAll(echo.object(name).orElse(Json.Obj.EMPTY)).build();
    }
}
