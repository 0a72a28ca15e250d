package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What the corridor has to know of a request body without a tree of it.
 *
 * @param format the dialect of the body and of the answer
 * @param model as the client wrote it; empty when absent or null
 * @param stream empty when absent or null: then {@code Accept} decides (10 §3.3)
 * @param includeUsage {@code stream_options.include_usage} is true
 * @param messagesPresent there is something to answer: messages, input or contents, as the dialect calls it
 * @param places what {@link SameDialectEdit} may have to change
 */
public record RequestHead(Format format, Optional<String> model, Optional<Boolean> stream, boolean includeUsage,
        boolean messagesPresent, Places places) {
    /**
     * Edits found while reading, in the order of the body.
     *
     * @param model the values of {@code model}; more than one when the key is repeated
     * @param always edits the target needs in any case
     * @param streaming edits that make the answer a stream that reports its usage
     */
    public record Places(List<Span> model, List<Edit> always, List<Edit> streaming) {
        public Places {
            model = List.copyOf(model);
            always = List.copyOf(always);
            streaming = List.copyOf(streaming);
        }
    }

    /** Bytes {@code [from, to)} of the body. */
    public record Span(int from, int to) {}

    /** {@code text} in place of a span; an empty span is an insertion. */
    public record Edit(Span at, String text) {}

    /** What makes the body unfit for any target; the model's absence is the corridor's to report. */
    public Optional<Failure> defect() {
        if (messagesPresent) {
            return Optional.empty();
        }
        String member = switch (format) {
            case OPENAI_RESPONSES -> "input";
            case GEMINI, GEMINI_CLI, ANTIGRAVITY -> "contents";
            case OPENAI, CLAUDE, KIRO, CURSOR -> "messages";
        };
        return Optional.of(new Failure.Refused(400, "bad_request", "Missing " + member, member, null));
    }
}
