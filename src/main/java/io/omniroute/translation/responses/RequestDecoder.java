package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Body of {@code POST /v1/responses} → hub request (RO-1 to RO-36). */
final class RequestDecoder {
    private static final List<String> STORED_STATE = List.of("previous_response_id", "conversation", "prompt");
    private static final List<Knob> SAME_NAME = List.of(Knob.METADATA, Knob.USER, Knob.SAFETY_IDENTIFIER,
            Knob.PROMPT_CACHE_KEY, Knob.SERVICE_TIER, Knob.STORE);
    private static final String LOGPROBS = "message.output_text.logprobs";
    private static final Set<String> HONOURED = Set.of(LOGPROBS, RequestEcho.ENCRYPTED);

    private final Fields body;
    private final ChatRequest.Builder request;

    private RequestDecoder(Fields body, String model) {
        this.body = body;
        this.request = ChatRequest.builder(model);
    }

    static ChatRequest decode(Json.Obj body, String model, boolean stream) {
        return new RequestDecoder(Fields.of(body).knows("model", "stream", "stream_options"), model).decode(stream);
    }

    private ChatRequest decode(boolean stream) {
        refuseStoredState();
        body.text("instructions").filter(text -> !text.isEmpty())
                .ifPresent(text -> request.message(Message.says(Role.SYSTEM, text)));
        InputDecoder.decode(body, request);
        ToolDecoder.tools(body, request);
        request.toolChoice(ToolDecoder.choice(body)).parallelToolCalls(body.bool("parallel_tool_calls"));
        request.maxTokens(body.whole("max_output_tokens").map(OptionalLong::of).orElse(OptionalLong.empty()));
        body.object("text").ifPresent(this::text);
        body.object("reasoning").ifPresent(this::reasoning);
        knobs();
        logprobs();
        leftOut();
        return request.stream(stream).includeUsage(stream).extras(body.unknown())
                .echo(RequestEcho.of(body.object())).build();
    }

    /** The gateway keeps no responses (RO-12, RO-13). */
    private void refuseStoredState() {
        for (String name : STORED_STATE) {
            if (body.has(name)) {
                throw Refusals.parameter(name, name + " needs stored responses, which this route does not have");
            }
        }
        if (body.bool("background").orElse(false)) {
            throw Refusals.parameter("background", "background responses are not supported on this route");
        }
    }

    private void text(Fields text) {
        text.value("verbosity").ifPresent(it -> request.knob(Knob.VERBOSITY, it));
        request.replyFormat(text.object("format").flatMap(RequestDecoder::format));
    }

    /** RO-31. */
    private static Optional<ReplyFormat> format(Fields format) {
        return switch (format.requiredText("type")) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(new ReplyFormat.AnyJson());
            case "json_schema" -> Optional.of(new ReplyFormat.Schema(format.requiredText("name"),
                    format.text("description"), format.requiredObject("schema").object(), format.bool("strict")));
            default -> throw Refusals.malformed(format.path("type"), "Unknown " + format.path("type"));
        };
    }

    private void reasoning(Fields reasoning) {
        request.reasoning(new ReasoningControl(reasoning.text("effort"), Optional.empty(), Optional.empty(),
                reasoning.text("summary").or(() -> reasoning.text("generate_summary"))));
    }

    private void knobs() {
        body.number("temperature").ifPresent(it -> request.knob(Knob.TEMPERATURE, it));
        body.number("top_p").ifPresent(it -> request.knob(Knob.TOP_P, it));
        for (Knob knob : SAME_NAME) {
            body.value(knob.field()).ifPresent(it -> request.knob(knob, it));
        }
    }

    /** RO-34; zero is the vendor's word for none. */
    private void logprobs() {
        Optional<Long> top = body.whole("top_logprobs").filter(count -> count > 0);
        top.ifPresent(count -> request.knob(Knob.TOP_LOGPROBS, Json.Num.of(count)));
        if (top.isPresent() || body.texts("include").contains(LOGPROBS)) {
            request.knob(Knob.LOGPROBS, Json.Literal.TRUE);
        }
    }

    /** RO-36. */
    private void leftOut() {
        if (!HONOURED.containsAll(body.texts("include"))) {
            request.dropped("include");
        }
        if (body.text("truncation").filter(it -> !it.equals("disabled")).isPresent()) {
            request.dropped("truncation");
        }
        for (String name : List.of("max_tool_calls", "prompt_cache_retention")) {
            if (body.has(name)) {
                request.dropped(name);
            }
        }
    }
}
