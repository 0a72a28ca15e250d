package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the corridor has to know of a request body without a tree of it.
 *
 * @param format the dialect of the body and of the answer
 * @param model as the client wrote it; empty when absent or null
 * @param stream empty when absent or null: then {@code Accept} decides (10 §3.3)
 * @param includeUsage {@code stream_options.include_usage} is true
 * @param messagesPresent there is something to answer: messages, input or contents, as the dialect calls it
 * @param traits what not every target of this dialect takes
 * @param places what {@link SameDialectEdit} may have to change
 * @param ask what routing looks at
 */
public record RequestHead(Format format, Optional<String> model, Optional<Boolean> stream, boolean includeUsage,
        boolean messagesPresent, Set<Trait> traits, Places places, Ask ask) {
    public RequestHead {
        traits = Set.copyOf(traits);
    }

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

    /**
     * What routing looks at.
     *
     * @param conversation the name the client gives it: {@code prompt_cache_key}, or the session in Anthropic's
     *     {@code metadata.user_id}
     * @param maxOutput most tokens asked for
     * @param sampling what the caches look at
     */
    public record Ask(Optional<String> conversation, OptionalInt maxOutput, Sampling sampling) {
        public static final Ask NOTHING = new Ask(Optional.empty(), OptionalInt.empty(), Sampling.DEFAULT);
    }

    /**
     * How free the answer is.
     *
     * @param temperature empty when absent or null, not a number when it is none
     * @param tools any are named
     * @param answers how many are asked for; -1 when that is no count
     */
    public record Sampling(OptionalDouble temperature, boolean tools, long answers) {
        public static final Sampling DEFAULT = new Sampling(OptionalDouble.empty(), false, 1);
    }

    /** Something in a body of the OpenAI form that has to be changed for some targets (L-3). */
    public enum Trait {
        SYSTEM_ROLE, DEVELOPER_ROLE,
        /** Members that exist only between this gateway and its clients (translation section 3). */
        HUB_FIELDS,
        /** Such members that say something a provider has to be told in another way: made pictures, failed tools. */
        HUB_CONTENT;

        static Optional<Trait> ofRole(@Nullable String role) {
            return "system".equals(role)
                    ? Optional.of(SYSTEM_ROLE)
                    : "developer".equals(role) ? Optional.of(DEVELOPER_ROLE) : Optional.empty();
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
            case OPENAI, CLAUDE, KIRO, CURSOR, OLLAMA -> "messages";
        };
        return Optional.of(new Failure.Refused(400, "bad_request", "Missing " + member, member, null));
    }
}
