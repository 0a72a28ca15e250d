package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.json.Fields;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Body of {@code POST /v1/messages} → hub request. Source: Anthropic API reference, "Messages", read 2026-11. */
final class AnthropicRequestDecoder {
    private static final int LONGEST_USER = 64;

    private AnthropicRequestDecoder() {}

    static ChatRequest decode(Json.Obj body, String model, boolean stream) {
        Fields fields = Fields.of(body).knows("model", "stream");
        refuseThread(fields);
        var request = ChatRequest.builder(model).stream(stream).includeUsage(stream);
        system(fields, request);
        AnthropicMessageDecoder.decode(fields, request);
        AnthropicToolDecoder.decode(fields, request);
        request.maxTokens(limit(fields)).stop(fields.texts("stop_sequences"));
        sampling(fields, request);
        user(fields, request);
        serviceTier(fields, request);
        output(fields, request);
        return request.extras(fields.unknown()).build();
    }

    /** A thread's messages lie at the vendor, so ignoring it would lose the conversation (15 item 6). */
    private static void refuseThread(Fields fields) {
        if (fields.has("thread")) {
            throw new GatewayException(new Failure.Refused(400, AnthropicErrors.THREAD_UNSUPPORTED,
                    "Threads are kept by Anthropic alone; send the whole conversation in messages", "thread", null));
        }
    }

    /** CO-3, CO-4. */
    private static void system(Fields fields, ChatRequest.Builder request) {
        List<Part> texts = systemTexts(fields, "system", request);
        if (!texts.isEmpty()) {
            request.message(new Message(Role.SYSTEM, texts));
        }
    }

    /** A text or a list of text blocks; empty ones say nothing. */
    static List<Part> systemTexts(Fields fields, String name, ChatRequest.Builder request) {
        return AnthropicContentDecoder.content(fields, name, block -> {
            if (block.requiredText("type").equals("text")) {
                return AnthropicContentDecoder.text(block, request);
            }
            throw Refusals.content(block.path(), "A system prompt consists of text");
        });
    }

    /** CO-2: 0 asks for nothing but a warm cache, which is Anthropic's alone. */
    private static OptionalLong limit(Fields fields) {
        Optional<Long> limit = fields.whole("max_tokens");
        if (limit.isEmpty()) {
            return OptionalLong.empty();
        }
        if (limit.get() < 0) {
            throw Refusals.malformed("max_tokens", "max_tokens must not be negative, was " + limit.get());
        }
        return OptionalLong.of(Math.max(1, limit.get()));
    }

    private static void sampling(Fields fields, ChatRequest.Builder request) {
        fields.number("temperature").ifPresent(it -> request.knob(Knob.TEMPERATURE, it));
        fields.number("top_p").ifPresent(it -> request.knob(Knob.TOP_P, it));
        fields.number("top_k").ifPresent(it -> request.knob(Knob.TOP_K, it));
    }

    /** CO-44. */
    private static void user(Fields fields, ChatRequest.Builder request) {
        fields.object("metadata").ifPresent(metadata -> {
            metadata.text("user_id").filter(id -> !id.isEmpty())
                    .ifPresent(id -> request.knob(Knob.USER, new Json.Str(fitting(id))));
            metadata.unknown().members().keySet().forEach(name -> request.dropped("metadata." + name));
        });
    }

    private static String fitting(String user) {
        if (user.length() <= LONGEST_USER) {
            return user;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** CO-48. */
    private static void serviceTier(Fields fields, ChatRequest.Builder request) {
        fields.text("service_tier").map(tier -> tier.equals("standard_only") ? "default" : tier)
                .ifPresent(tier -> request.knob(Knob.SERVICE_TIER, new Json.Str(tier)));
    }

    /** CO-45 to CO-47. */
    private static void output(Fields fields, ChatRequest.Builder request) {
        Optional<Fields> config = fields.object("output_config");
        Optional<String> effort = config.flatMap(it -> it.text("effort"));
        Optional<Thinking> thinking = fields.object("thinking").map(AnthropicRequestDecoder::thinking);
        request.reasoning(new ReasoningControl(effort, thinking, Optional.empty(), Optional.empty()));
        request.replyFormat(config.flatMap(it -> it.object("format")).or(() -> fields.object("output_format"))
                .map(AnthropicRequestDecoder::format));
        config.ifPresent(it -> it.unknown().members().keySet()
                .forEach(name -> request.dropped("output_config." + name)));
    }

    private static Thinking thinking(Fields thinking) {
        Optional<String> display = thinking.text("display");
        String type = thinking.requiredText("type");
        return switch (type) {
            case "enabled" -> new Thinking.Enabled(
                    thinking.whole("budget_tokens").orElseThrow(() -> Refusals.malformed(
                            thinking.path("budget_tokens"), "Missing thinking.budget_tokens")),
                    display);
            case "disabled" -> new Thinking.Disabled();
            case "adaptive" -> new Thinking.Adaptive(display);
            default -> throw Refusals.malformed(thinking.path("type"), "Unknown type of thinking: " + type);
        };
    }

    private static ReplyFormat format(Fields format) {
        String type = format.requiredText("type");
        if (!type.equals("json_schema")) {
            throw Refusals.parameter(format.path("type"), "Unknown output format: " + type);
        }
        Json.Obj schema = format.requiredObject("schema").object();
        return new ReplyFormat.Schema("response", Optional.empty(), schema, Optional.of(true));
    }
}
