package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** How one dialect is asked and what it answers, for tests that run the same for all of them. */
enum Speech {
    CHAT(Format.OPENAI, NodeType.OPENAI_CHAT, "openai/text.sse", "openai/complete.json",
            "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}",
            ",\"stream\":true,\"stream_options\":{\"include_usage\":true}", ""), MESSAGES(Format.CLAUDE,
                    NodeType.ANTHROPIC, "anthropic/thinking-text-tool.sse", "anthropic/complete.json",
                    "{\"model\":\"p/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}",
                    ",\"stream\":true", ""), RESPONSES(Format.OPENAI_RESPONSES, NodeType.OPENAI_RESPONSES,
                            "responses/reasoning-text-call.sse",
                            "responses/complete.json", "{\"model\":\"p/m\",\"input\":\"hi\"%s}", ",\"stream\":true",
                            ""), GEMINI(Format.GEMINI, NodeType.GEMINI, "gemini/thought-text-call.sse",
                                    "gemini/complete.json",
                                    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}", "",
                                    "alt=sse"), GEMINI_ARRAY(Format.GEMINI, NodeType.GEMINI, "gemini/array.json",
                                            "gemini/complete.json",
                                            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}", "",
                                            "");

    private final Format format;
    private final NodeType node;
    private final String streamFile;
    private final String completeFile;
    private final String body;
    private final String streamMembers;
    private final String query;

    Speech(Format format, NodeType node, String streamFile, String completeFile, String body, String streamMembers,
            String query) {
        this.format = format;
        this.node = node;
        this.streamFile = streamFile;
        this.completeFile = completeFile;
        this.body = body;
        this.streamMembers = streamMembers;
        this.query = query;
    }

    Format format() {
        return format;
    }

    NodeType node() {
        return node;
    }

    boolean array() {
        return this == GEMINI_ARRAY;
    }

    Inbound streamed() {
        return Corridor.inbound(format, body.formatted(streamMembers), target("streamGenerateContent"));
    }

    Inbound complete() {
        return Corridor.inbound(format, body.formatted(""), target("generateContent"));
    }

    private Optional<Inbound.PathTarget> target(String action) {
        return format == Format.GEMINI ? Optional.of(new Inbound.PathTarget("p/m", action, query)) : Optional.empty();
    }

    /** A recorded stream that is whole. */
    byte[] goodStream() {
        return golden(streamFile);
    }

    String goodReply() {
        return new String(golden(completeFile), java.nio.charset.StandardCharsets.UTF_8);
    }

    ScriptedExecutor.Answer streamAnswer(byte[] bytes) {
        return ScriptedExecutor.reply(200, contentType(), new java.io.ByteArrayInputStream(bytes));
    }

    ScriptedExecutor.Answer lostAnswer(byte[] bytes) {
        return ScriptedExecutor.reply(200, contentType(), ScriptedExecutor.lostAfter(bytes));
    }

    private String contentType() {
        return array() ? "application/json" : "text/event-stream";
    }

    static byte[] golden(String file) {
        try (InputStream in = Speech.class.getResourceAsStream("/golden/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
