package io.omniroute.translation.openai;

import io.omniroute.catalog.Ability;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Effort;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What tunes the answer, for an OpenAI upstream (CO-40 to CO-48). Fields that only the vendor's own service knows go to
 * it alone: strict compatible servers refuse them (15, 7).
 */
final class KnobEncoder {
    private static final Set<String> OWN_SERVICES = Set.of("openai", "azure");
    private static final Set<String> MODALITIES = Set.of("text", "audio");
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_USER = 64;

    private final Target target;
    private final List<String> dropped;
    private final boolean own;
    /** The vendor's own reasoning models refuse sampling parameters and stop texts. */
    private final boolean fixedSampling;

    KnobEncoder(Target target, List<String> dropped) {
        this.target = target;
        this.dropped = dropped;
        own = OWN_SERVICES.contains(target.provider());
        fixedSampling = target.provider().equals("openai") && target.capabilities().can(Ability.REASONING);
    }

    void write(ChatRequest request, Json.Obj.Builder body) {
        request.knobs().forEach((knob, value) -> knob(knob, value, body));
        stop(request.stop(), body);
        reasoning(request.reasoning(), body);
    }

    private void knob(Knob knob, Json value, Json.Obj.Builder body) {
        switch (knob) {
            case TEMPERATURE, TOP_P -> sent(!fixedSampling || one(value), knob, value, body);
            case TOP_K -> sent(target.capabilities().can(Ability.TOP_K), knob, value, body);
            case SERVICE_TIER -> sent(target.provider().equals("openai"), knob, tier(value), body);
            case PROMPT_CACHE_KEY -> sent(own, knob, value, body);
            case STORE -> store(value, body);
            case USER, SAFETY_IDENTIFIER -> body.put(knob.field(), fitting(value));
            case MODALITIES -> modalities(value, body);
            case SAFETY_SETTINGS -> dropped.add(knob.field());
            case CACHED_CONTENT -> throw Refusals.parameter(knob.field(), "a cached prompt is known to Google only");
            case SEED, PRESENCE_PENALTY, FREQUENCY_PENALTY, LOGIT_BIAS, LOGPROBS, TOP_LOGPROBS, VERBOSITY, PREDICTION,
                    AUDIO, METADATA ->
                body.put(knob.field(), value);
        }
    }

    private void sent(boolean taken, Knob knob, Json value, Json.Obj.Builder body) {
        if (taken) {
            body.put(knob.field(), value);
        } else {
            dropped.add(knob.field());
        }
    }

    private static boolean one(Json value) {
        return value instanceof Json.Num number && number.value() == 1;
    }

    /** Anthropic's word where a decoder left it (CO-48). */
    private static Json tier(Json value) {
        return value.equals(new Json.Str("standard_only")) ? new Json.Str("default") : value;
    }

    private void store(Json value, Json.Obj.Builder body) {
        if (own || value != Json.Literal.FALSE) {
            sent(own, Knob.STORE, value, body);
        }
    }

    /** Too long a name of the user becomes a hash of it (CO-44). */
    private static Json fitting(Json value) {
        return value instanceof Json.Str user && user.value().length() > LONGEST_USER
                ? new Json.Str(sha256(user.value()))
                : value;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The vendor makes text and audio; other kinds are for compatible servers that know them. */
    private void modalities(Json value, Json.Obj.Builder body) {
        if (!own || !(value instanceof Json.Arr all)) {
            body.put(Knob.MODALITIES.field(), value);
            return;
        }
        List<Json> known = all.elements().stream()
                .filter(it -> it instanceof Json.Str word && MODALITIES.contains(word.value())).toList();
        if (known.size() < all.elements().size()) {
            dropped.add(Knob.MODALITIES.field());
        }
        if (!known.isEmpty()) {
            body.put(Knob.MODALITIES.field(), known);
        }
    }

    /** At most four (CO-42). */
    private void stop(List<String> stop, Json.Obj.Builder body) {
        if (stop.isEmpty()) {
            return;
        }
        if (fixedSampling || stop.size() > MOST_STOPS) {
            dropped.add("stop");
        }
        if (!fixedSampling) {
            body.put("stop", stop.stream().limit(MOST_STOPS).map(Json.Str::new).toList());
        }
    }

    /** An effort wins over a budget (CO-46), a refusal to think over both (translation section 8). */
    private void reasoning(ReasoningControl asked, Json.Obj.Builder body) {
        Optional<String> effort = asked.thinking().isPresent() && asked.thinking().get() instanceof Thinking.Disabled
                ? Optional.empty()
                : asked.effort().or(() -> asked.thinking().flatMap(KnobEncoder::effort));
        if (target.capabilities().can(Ability.REASONING)) {
            body.putText("reasoning_effort", effort);
        } else if (effort.isPresent()) {
            dropped.add(asked.effort().isPresent() ? "reasoning_effort" : "thinking");
        }
    }

    private static Optional<String> effort(Thinking thinking) {
        return switch (thinking) {
            case Thinking.Enabled enabled -> Effort.ofBudget(enabled.budgetTokens());
            case Thinking.Disabled disabled -> Optional.empty();
            case Thinking.Adaptive adaptive -> Optional.empty();
        };
    }
}
