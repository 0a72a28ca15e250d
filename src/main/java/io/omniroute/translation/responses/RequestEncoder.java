package io.omniroute.translation.responses;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Effort;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hub request → body of {@code POST /v1/responses} (OR-1 to OR-19). */
final class RequestEncoder {
    /** The vendor takes no smaller limit (OR-8). */
    static final long LEAST_LIMIT = 16;

    private static final List<Knob> SAME_NAME = List.of(Knob.TEMPERATURE, Knob.TOP_P, Knob.METADATA, Knob.USER,
            Knob.SAFETY_IDENTIFIER, Knob.PROMPT_CACHE_KEY, Knob.SERVICE_TIER);
    private static final List<Knob> UNKNOWN = List.of(Knob.TOP_K, Knob.SEED, Knob.LOGIT_BIAS, Knob.PREDICTION,
            Knob.SAFETY_SETTINGS);
    private static final List<Knob> PENALTIES = List.of(Knob.PRESENCE_PENALTY, Knob.FREQUENCY_PENALTY);
    private static final Json AUDIO = new Json.Str("audio");

    private final ChatRequest request;
    private final Target target;
    private final ToolNames names;
    private final Json.Obj.Builder body = Json.Obj.builder();
    private final Set<String> dropped = new LinkedHashSet<>();

    private RequestEncoder(ChatRequest request, Target target) {
        this.request = request;
        this.target = target;
        this.names = ToolNames.of(request, ToolNames.Rule.PLAIN);
    }

    static Encoded encode(ChatRequest request, Target target) {
        return new RequestEncoder(request, target).encode();
    }

    private Encoded encode() {
        refuse();
        body.put("model", target.model());
        InputEncoder.encode(request, names, target.ids(), body);
        request.maxTokens().ifPresent(limit -> body.put("max_output_tokens", Math.max(limit, LEAST_LIMIT)));
        ToolEncoder.encode(request, names, body, dropped);
        request.parallelToolCalls().ifPresent(it -> body.put("parallel_tool_calls", it));
        text();
        reasoning();
        SAME_NAME.forEach(knob -> body.put(knob.field(), request.knob(knob)));
        body.put("store", request.knob(Knob.STORE).orElse(Json.Literal.FALSE)); // OR-13
        include();
        if (target.stream()) {
            body.put("stream", true);
        }
        nameDropped();
        return new Encoded(JsonText.bytes(body.build()), Map.of(), List.copyOf(dropped), names);
    }

    /** OR-15; a stored prompt of another vendor is content that would be missing. */
    private void refuse() {
        if (request.candidates() > 1) {
            throw Refusals.parameter("n", "n must be 1: the upstream gives one answer");
        }
        if (request.knob(Knob.MODALITIES).orElse(null) instanceof Json.Arr asked && asked.elements().contains(AUDIO)) {
            throw Refusals.parameter("modalities", "the upstream does not answer with audio");
        }
        if (request.knob(Knob.CACHED_CONTENT).isPresent()) {
            throw Refusals.parameter("cached_content", "the upstream does not have this cached content");
        }
    }

    /** OR-11, OR-12. */
    private void text() {
        var text = Json.Obj.builder();
        request.replyFormat().ifPresent(format -> text.put("format", format(format)));
        Json.Obj built = text.put("verbosity", request.knob(Knob.VERBOSITY)).build();
        if (!built.isEmpty()) {
            body.put("text", built);
        }
    }

    private static Json format(ReplyFormat format) {
        return switch (format) {
            case ReplyFormat.AnyJson any -> Json.Obj.of("type", new Json.Str("json_object"));
            case ReplyFormat.Schema it -> Json.Obj.builder().put("type", "json_schema").put("name", it.name())
                    .putText("description", it.description()).put("schema", it.schema())
                    .put("strict", it.strict().map(Json::of)).build();
        };
    }

    private void reasoning() {
        Optional<String> effort = effort();
        if (!target.capabilities().can(Ability.REASONING)) {
            effort.ifPresent(it -> dropped.add("reasoning_effort"));
            return;
        }
        Json.Obj built = Json.Obj.builder().putText("effort", effort).putText("summary", summary()).build();
        if (!built.isEmpty()) {
            body.put("reasoning", built);
        }
    }

    private Optional<String> effort() {
        if (request.reasoning().thinking().filter(Thinking.Disabled.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        return request.reasoning().effort()
                .or(() -> request.reasoning().thinking().flatMap(thinking -> switch (thinking) {
                    case Thinking.Enabled enabled -> Effort.ofBudget(enabled.budgetTokens());
                    case Thinking.Disabled disabled -> Optional.empty();
                    case Thinking.Adaptive adaptive -> Optional.empty();
                }));
    }

    /** A client that asked to see thoughts gets none here unless their summary is asked for. */
    private Optional<String> summary() {
        var asked = request.reasoning();
        boolean shown = asked.includeThoughts().orElseGet(() -> asked.thinking().filter(RequestEncoder::shown)
                .isPresent());
        return asked.summary().or(() -> shown ? Optional.of("auto") : Optional.empty());
    }

    private static boolean shown(Thinking thinking) {
        return switch (thinking) {
            case Thinking.Enabled enabled -> enabled.display().filter("omitted"::equals).isEmpty();
            case Thinking.Disabled disabled -> false;
            case Thinking.Adaptive adaptive -> adaptive.display().filter("summarized"::equals).isPresent();
        };
    }

    /** OR-14; reasoning the vendor does not store is given sealed on request only, and else ends with each step. */
    private void include() {
        var include = new ArrayList<Json>();
        if (request.knob(Knob.LOGPROBS).filter(Json.Literal.TRUE::equals).isPresent()) {
            include.add(new Json.Str("message.output_text.logprobs"));
            body.put("top_logprobs", request.knob(Knob.TOP_LOGPROBS));
        }
        if (RequestEcho.wantsEncrypted(request) || include.isEmpty() && forgets()) {
            include.add(new Json.Str(RequestEcho.ENCRYPTED));
        }
        if (!include.isEmpty()) {
            body.put("include", include);
        }
    }

    private boolean forgets() {
        return target.capabilities().can(Ability.REASONING)
                && request.knob(Knob.STORE).filter(it -> it != Json.Literal.FALSE).isEmpty();
    }

    /** OR-16; a penalty of zero and text alone are the default. */
    private void nameDropped() {
        if (!request.stop().isEmpty()) {
            dropped.add("stop");
        }
        UNKNOWN.stream().filter(knob -> request.knob(knob).isPresent()).forEach(knob -> dropped.add(knob.field()));
        PENALTIES.stream().filter(knob -> request.knob(knob).filter(RequestEncoder::notZero).isPresent())
                .forEach(knob -> dropped.add(knob.field()));
        request.knob(Knob.AUDIO).ifPresent(it -> dropped.add("audio"));
    }

    private static boolean notZero(Json value) {
        return !(value instanceof Json.Num number && number.value() == 0);
    }
}
