package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.translation.ForeignSignature;
import java.util.Optional;

/** The {@code thoughtSignature} field: Google's own value, or another vendor's in its wrapping. */
final class GeminiSignatures {
    /** Stands for a signature a history of another model cannot have (OG-13). Source: Google, "Thought signatures". */
    static final String SKIP = "skip_thought_signature_validator";

    /** Tells sealed thinking from a signature in the wrapped field. */
    private static final String SEALED = "redacted_thinking:";

    private GeminiSignatures() {}

    /** What a client hands back; the value that skips the validator is no signature. */
    static Optional<Signature> read(Optional<String> field) {
        return field.filter(value -> !value.equals(SKIP)).flatMap(value -> ForeignSignature.read(value, Origin.GOOGLE));
    }

    static String write(Signature signature) {
        return ForeignSignature.write(signature, Origin.GOOGLE);
    }

    static Optional<Signature> google(Optional<Signature> signature) {
        return signature.filter(it -> it.origin() == Origin.GOOGLE);
    }

    /** A thought another vendor signed, in a history from before seals were held back for calls and texts. */
    static Part foreign(String text, Signature signature) {
        return signature.value().startsWith(SEALED) && signature.origin() == Origin.ANTHROPIC
                ? new Part.Redacted(signature.value().substring(SEALED.length()))
                : new Part.Reasoning(text, Optional.of(signature));
    }
}
