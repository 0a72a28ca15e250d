package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.translation.ForeignSignature;
import java.util.Optional;

/**
 * What stands in the {@code encrypted_content} of a reasoning item.
 *
 * <p>The vendor's own content only verifies together with the item's id, so both make up the signature
 * ({@code id:content}). Another vendor's signature is wrapped; a word in front of it says what it belongs to when that
 * is not the reasoning of the item.
 */
final class Seal {
    private static final String REDACTED = "redacted:";
    private static final String CALL = "call:";
    private static final String MARK = "mark:";

    private Seal() {}

    /** What a client's or an upstream's reasoning item carries. */
    sealed interface Opened {
        /** The signature of the item's own reasoning. */
        record Own(Signature signature) implements Opened {}

        /** A block that is sealed as a whole. */
        record Redacted(String data) implements Opened {}

        /** The signature of the call behind the item. */
        record OfCall(Signature signature) implements Opened {}

        /** The signature of what stands before the item. */
        record OfPrevious(Signature signature) implements Opened {}
    }

    /** @param id of the item, empty when it has none */
    static Optional<Opened> open(String content, String id) {
        Optional<Signature> signature = ForeignSignature.read(content, Origin.OPENAI);
        if (!ForeignSignature.wrapped(content)) {
            return signature.map(it -> new Opened.Own(new Signature(Origin.OPENAI, joined(id, it.value()))));
        }
        return signature.map(Seal::opened);
    }

    private static Opened opened(Signature wrapped) {
        String value = wrapped.value();
        if (value.startsWith(REDACTED)) {
            return new Opened.Redacted(value.substring(REDACTED.length()));
        }
        if (value.startsWith(CALL) && value.length() > CALL.length()) {
            return new Opened.OfCall(new Signature(wrapped.origin(), value.substring(CALL.length())));
        }
        if (value.startsWith(MARK) && value.length() > MARK.length()) {
            return new Opened.OfPrevious(new Signature(wrapped.origin(), value.substring(MARK.length())));
        }
        return new Opened.Own(wrapped);
    }

    private static String joined(String id, String content) {
        return id.isEmpty() ? content : id + ':' + content;
    }

    /** The item id inside a signature of the vendor's own; empty when there is none. */
    static Optional<String> id(Signature own) {
        int end = own.value().indexOf(':');
        return own.origin() == Origin.OPENAI && end > 0 ? Optional.of(own.value().substring(0, end))
                : Optional.empty();
    }

    /** The {@code encrypted_content} for a reasoning block's signature. */
    static String ofReasoning(Signature signature) {
        if (signature.origin() == Origin.OPENAI) {
            return signature.value().substring(signature.value().indexOf(':') + 1);
        }
        return ForeignSignature.write(signature, Origin.OPENAI);
    }

    static String ofRedacted(String data) {
        return ForeignSignature.write(new Signature(Origin.ANTHROPIC, REDACTED + data), Origin.OPENAI);
    }

    static String ofCall(Signature signature) {
        return tagged(CALL, signature);
    }

    /** Of a {@link Part.Mark}. */
    static String ofMark(Signature signature) {
        return tagged(MARK, signature);
    }

    private static String tagged(String tag, Signature signature) {
        return ForeignSignature.write(new Signature(signature.origin(), tag + signature.value()), Origin.OPENAI);
    }
}
