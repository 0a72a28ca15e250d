package io.omniroute.translation.anthropic;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.Target;
import io.omniroute.translation.ToolNames;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.translation.anthropic.AnthropicTurnEncoder.Conversation;
import io.omniroute.translation.anthropic.AnthropicTurnEncoder.Turn;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hub request → body of {@code POST /v1/messages}. Source: Anthropic API reference, "Messages", and "OpenAI SDK
 * compatibility", read 2026-11.
 */
final class AnthropicRequestEncoder {
    /** Later versions refuse sampling parameters and documents this encoder writes (15 item 4). */
    static final String VERSION = "2023-06-01";

    private final ChatRequest request;
    private final Target target;
    private final ToolNames names;
    private final Set<String> dropped = new LinkedHashSet<>();

    private AnthropicRequestEncoder(ChatRequest request, Target target) {
        this.request = request;
        this.target = target;
        this.names = ToolNames.of(request, ToolNames.Rule.PLAIN);
    }

    static Encoded encode(ChatRequest request, Target target) {
        if (request.candidates() > 1) {
            throw Refusals.parameter("n", "Claude models give one answer, not " + request.candidates()); // OC-43
        }
        return new AnthropicRequestEncoder(request, target).encode();
    }

    private Encoded encode() {
        Conversation conversation = AnthropicTurnEncoder.encode(request, names);
        var tools = AnthropicToolEncoder.encode(request, target.capabilities(), names);
        boolean barred = tools.forced() || ToolLoop.bars(conversation.turns());
        var plan = ThinkingPlan.of(request.reasoning(), request.maxTokens(), target.capabilities(), barred);
        dropped.addAll(tools.dropped());
        dropped.addAll(plan.dropped());
        var body = Json.Obj.builder().put("model", target.model()).put("max_tokens", plan.maxTokens());
        body.putIf(target.stream(), "stream", Json.of(true)).put("thinking", plan.thinking());
        outputConfig(body, plan);
        parameters(body, plan);
        prompt(body, conversation, tools.tools());
        body.put("tool_choice", tools.choice());
        return new Encoded(JsonText.bytes(body.build()), headers(tools.betas()), List.copyOf(dropped), names);
    }

    /** The version always, betas only for what the body uses (15 items 4, 5). */
    private static Map<String, String> headers(Set<String> betas) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("anthropic-version", VERSION);
        if (!betas.isEmpty()) {
            headers.put("anthropic-beta", String.join(",", betas));
        }
        return headers;
    }

    /** OC-46, OC-48. */
    private void outputConfig(Json.Obj.Builder body, ThinkingPlan plan) {
        var config = Json.Obj.builder().putText("effort", plan.effort());
        if (natively()) {
            schema().ifPresent(it -> config.put("format",
                    Json.Obj.builder().put("type", "json_schema").put("schema", it).build()));
        }
        Json.Obj built = config.build();
        body.putIf(!built.isEmpty(), "output_config", built);
    }

    private boolean natively() {
        return target.capabilities().can(Ability.STRUCTURED_OUTPUT);
    }

    private Optional<Json.Obj> schema() {
        return request.replyFormat().orElse(null) instanceof ReplyFormat.Schema it
                ? Optional.of(it.schema())
                : Optional.empty();
    }

    private void prompt(Json.Obj.Builder body, Conversation conversation, List<Json> tools) {
        var system = new ArrayList<>(conversation.system());
        instruction().ifPresent(it -> system.add(AnthropicReplyEncoder.text(it)));
        List<Json> messages = conversation.turns().stream().<Json>map(Turn::json).toList();
        var prompt = CacheMarkers.limited(new CacheMarkers.Prompt(tools, system, messages));
        body.putIf(!tools.isEmpty(), "tools", new Json.Arr(prompt.tools()))
                .putIf(!system.isEmpty(), "system", new Json.Arr(prompt.system()))
                .put("messages", prompt.messages());
    }

    /** What a model is told in words where it has no switch for it (OC-46, OC-47). */
    private Optional<String> instruction() {
        return request.replyFormat().flatMap(format -> switch (format) {
            case ReplyFormat.AnyJson any -> Optional.of("Reply only with one valid JSON object.");
            case ReplyFormat.Schema it -> natively()
                    ? Optional.empty()
                    : Optional.of("Reply only with JSON that conforms to this JSON Schema:\n"
                            + JsonText.write(it.schema()));
        });
    }

    private void parameters(Json.Obj.Builder body, ThinkingPlan plan) {
        stop(body);
        user(body);
        var sampling = new Sampling(target.capabilities().can(Ability.SAMPLING_PARAMS), plan.thinks());
        Optional<Knob> spare = spare(sampling);
        request.knobs().forEach((knob, value) -> {
            switch (knob) {
                case TEMPERATURE ->
                    sent(body, knob, sampling.temperature(value).filter(it -> !spare.equals(Optional.of(knob))));
                case TOP_P -> sent(body, knob, sampling.topP(value).filter(it -> !spare.equals(Optional.of(knob))));
                case TOP_K -> sent(body, knob, sampling.topK(value));
                case SERVICE_TIER -> sent(body, knob, serviceTier(value));
                case USER, SAFETY_IDENTIFIER -> {
                    // one of them went out already
                }
                case MODALITIES -> modalities(value);
                case CACHED_CONTENT -> throw Refusals.content(knob.field(), "A stored prompt is known to Google alone");
                case SEED, PRESENCE_PENALTY, FREQUENCY_PENALTY, LOGIT_BIAS, LOGPROBS, TOP_LOGPROBS, VERBOSITY,
                        PREDICTION, AUDIO, METADATA, STORE, PROMPT_CACHE_KEY, SAFETY_SETTINGS ->
                    left(knob, value);
            }
        });
    }

    /**
     * The one of temperature and top_p that stays here where a model refuses both: a temperature of 1 says nothing, else
     * it is top_p. Source: Anthropic, "Migrating to Claude 4.5", read 2026-11; against OC-40 and OC-41.
     */
    private Optional<Knob> spare(Sampling sampling) {
        Optional<Json> temperature = request.knob(Knob.TEMPERATURE).flatMap(sampling::temperature);
        Optional<Json> topP = request.knob(Knob.TOP_P).flatMap(sampling::topP);
        if (temperature.isEmpty() || topP.isEmpty() || target.capabilities().can(Ability.TEMPERATURE_WITH_TOP_P)) {
            return Optional.empty();
        }
        boolean usual = request.knob(Knob.TEMPERATURE).get() instanceof Json.Num number && number.value() == 1;
        return Optional.of(usual ? Knob.TEMPERATURE : Knob.TOP_P);
    }

    private void sent(Json.Obj.Builder body, Knob knob, Optional<Json> value) {
        value.ifPresentOrElse(it -> body.put(knob.field(), it), () -> dropped.add(knob.field()));
    }

    /** OC-50: what has its default value is not missed. */
    private void left(Knob knob, Json value) {
        boolean usual = switch (value) {
            case Json.Literal literal -> literal != Json.Literal.TRUE;
            case Json.Obj object -> object.isEmpty();
            case Json.Arr array -> array.isEmpty();
            case Json.Num number -> knob != Knob.SEED && number.value() == 0;
            case Json.Str text -> text.value().isEmpty() || (knob == Knob.VERBOSITY && text.value().equals("medium"));
        };
        if (!usual) {
            dropped.add(knob.field());
        }
    }

    private void modalities(Json value) {
        List<Json> asked = value instanceof Json.Arr array ? array.elements() : List.of(value);
        for (Json modality : asked) {
            String word = modality instanceof Json.Str text ? text.value() : "";
            if (word.equalsIgnoreCase("audio")) {
                throw Refusals.parameter(Knob.MODALITIES.field(), "Claude models do not speak");
            }
            if (!word.equalsIgnoreCase("text")) {
                dropped.add(Knob.MODALITIES.field());
            }
        }
    }

    /** OC-42. */
    private void stop(Json.Obj.Builder body) {
        List<Json.Str> kept = request.stop().stream().filter(it -> !it.isBlank()).map(Json.Str::new).toList();
        body.putIf(!kept.isEmpty(), "stop_sequences", new Json.Arr(List.copyOf(kept)));
        if (kept.size() < request.stop().size()) {
            dropped.add("stop");
        }
    }

    /** OC-45. */
    private void user(Json.Obj.Builder body) {
        request.knob(Knob.USER).or(() -> request.knob(Knob.SAFETY_IDENTIFIER)).filter(Json.Str.class::isInstance)
                .ifPresent(it -> body.put("metadata", Json.Obj.of("user_id", it)));
    }

    /** OC-49. */
    private static Optional<Json> serviceTier(Json value) {
        if (!(value instanceof Json.Str tier)) {
            return Optional.empty();
        }
        return switch (tier.value()) {
            case "auto" -> Optional.of(tier);
            case "default" -> Optional.of(new Json.Str("standard_only"));
            default -> Optional.empty();
        };
    }
}
