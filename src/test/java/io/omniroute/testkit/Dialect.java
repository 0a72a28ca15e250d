package io.omniroute.testkit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The four dialects as raw requests: how a body looks, where it is posted, which simulator answers. */
public enum Dialect {
    OPENAI_CHAT(OpenAiChatVendor::new, "/v1/chat/completions",
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":%s}"), OPENAI_RESPONSES(
                    OpenAiResponsesVendor::new, "/v1/responses",
                    "{\"model\":\"%s\",\"input\":\"Hi\",\"stream\":%s}"), ANTHROPIC(AnthropicVendor::new,
                            "/v1/messages",
                            "{\"model\":\"%s\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"stream\":%s}"), GEMINI(
                                    GeminiVendor::new, "",
                                    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");

    private static final AtomicLong QUESTIONS = new AtomicLong();

    private final Function<String, Vendor> maker;
    private final String path;
    private final String template;

    Dialect(Function<String, Vendor> maker, String path, String template) {
        this.maker = maker;
        this.path = path;
        this.template = template;
    }

    public Vendor vendor(String key) {
        return maker.apply(key);
    }

    /** A short question; no two are alike, so that nothing between client and vendor can answer two at once. */
    public String body(String model, boolean stream) {
        return template.formatted(model, stream).replace("\"Hi\"", "\"Hi " + QUESTIONS.incrementAndGet() + "\"");
    }

    /** The request target of the gateway. */
    public String target(String model, boolean stream) {
        return this == GEMINI
                ? "/v1beta/models/" + model + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent")
                : path;
    }

    /** Headers that clients of this dialect always send. */
    public String[] headers() {
        return this == ANTHROPIC ? new String[]{"anthropic-version: 2023-06-01"} : new String[0];
    }

    /** The message of an error body, which every dialect keeps at the same place; empty = not an error of this dialect. */
    public String errorMessage(String text) {
        if (!text.startsWith("{")) {
            return "";
        }
        var body = Json.tree(text);
        var error = body.path("error");
        boolean own = switch (this) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> error.has("type") && error.has("code") && error.has("param");
            case ANTHROPIC -> body.path("type").asText().equals("error") && error.has("type");
            case GEMINI -> error.path("code").isInt() && error.has("status");
        };
        return own ? error.path("message").asText() : "";
    }
}
