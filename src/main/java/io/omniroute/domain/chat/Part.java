package io.omniroute.domain.chat;

import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One piece of a message, in the order of the source. What is adjacent and of one kind in the source may stay apart
 * here; the dialect that joins pieces says how.
 */
public sealed interface Part {
    /** @param cacheControl Anthropic's marker verbatim */
    record Text(String text, Optional<Json> cacheControl) implements Part {
        public Text(String text) {
            this(text, Optional.empty());
        }
    }

    /** A picture, asked about or made by the model. @param detail {@code low}, {@code high}, {@code auto} … */
    record Image(Media source, Optional<String> detail, Optional<Json> cacheControl) implements Part {
        public Image(Media source) {
            this(source, Optional.empty(), Optional.empty());
        }
    }

    /** @param format {@code wav} or {@code mp3} */
    record Audio(String format, String base64) implements Part {}

    /**
     * A document (PDF, text …).
     *
     * @param name file name or title
     * @param context what the client says about it
     * @param citations Anthropic's switch verbatim
     */
    record Document(Media source, Optional<String> name, Optional<String> context, Optional<Json> citations,
            Optional<Json> cacheControl) implements Part {
        public Document(Media source, Optional<String> name) {
            this(source, name, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** What the model thought, one block of it. Without a signature no vendor takes it back as its own. */
    record Reasoning(String text, Optional<Signature> signature) implements Part {
        public Reasoning(String text) {
            this(text, Optional.empty());
        }
    }

    /** Thinking the vendor shows only in sealed form (Anthropic {@code redacted_thinking}). */
    record Redacted(String data) implements Part {}

    /** A signature on the part before it, or on nothing at all (Google puts it on texts and on empty parts). */
    record Mark(Signature signature) implements Part {}

    record Refusal(String text) implements Part {}

    /**
     * The model wants a tool to be called.
     *
     * @param id as received; empty when the client gave none (T-2 fills it)
     * @param arguments JSON text exactly as the model wrote it, never re-serialised (T-6); free text when custom
     * @param custom an OpenAI custom tool
     * @param signature Google's, which has to come back on the same call
     */
    record ToolCall(String id, String name, String arguments, boolean custom, Optional<Signature> signature)
            implements
                Part {
        public ToolCall(String id, String name, String arguments) {
            this(id, name, arguments, false, Optional.empty());
        }

        public ToolCall withId(String other) {
            return new ToolCall(other, name, arguments, custom, signature);
        }
    }

    /**
     * What a tool answered.
     *
     * @param callId empty when the source names none: it is paired by {@code toolName} (T-3)
     * @param toolName as far as the source names it
     * @param content texts, images, documents
     * @param listed the source gave a list of parts, even if it is one text
     */
    record ToolResult(String callId, Optional<String> toolName, List<Part> content, boolean failed,
            Optional<Json> cacheControl, boolean listed) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }

        /** A list only where the content needs one. */
        public ToolResult(String callId, Optional<String> toolName, List<Part> content, boolean failed,
                Optional<Json> cacheControl) {
            this(callId, toolName, content, failed, cacheControl, false);
        }

        public ToolResult(String callId, String text) {
            this(callId, Optional.empty(), List.of(new Text(text)), false, Optional.empty());
        }

        /** The same answer to the call it belongs to. */
        public ToolResult to(String call, String tool) {
            return new ToolResult(call, Optional.of(tool), content, failed, cacheControl, listed);
        }

        public ToolResult withCallId(String other) {
            return new ToolResult(other, toolName, content, failed, cacheControl, listed);
        }
    }
}
