package io.omniroute.translation;

import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Carries one vendor's signature through the signature field of another vendor's dialect, so that a client which only
 * speaks the latter hands it back and it reaches its own vendor again, and nobody else (P09). The wrapped form is valid
 * Base64, because some dialects' SDKs decode the field, and begins with a constant that the same-dialect route can look
 * for.
 */
public final class ForeignSignature {
    /** The Base64 of {@value #MAGIC}. */
    public static final String PREFIX = "b21uaXJvdXRlOjE6";

    private static final String MAGIC = "omniroute:1:";

    private ForeignSignature() {}

    /** The value for a field of {@code own}: as it is when the vendor is the same, wrapped otherwise. */
    public static String write(Signature signature, Origin own) {
        if (signature.origin() == own) {
            return signature.value();
        }
        String inner = MAGIC + signature.origin() + ':' + signature.value();
        return Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a field of {@code own}; empty for an empty value and for a wrapped one that was tampered with. */
    public static Optional<Signature> read(String value, Origin own) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return value.startsWith(PREFIX) ? unwrapped(value) : Optional.of(new Signature(own, value));
    }

    public static boolean wrapped(String value) {
        return value.startsWith(PREFIX);
    }

    private static Optional<Signature> unwrapped(String value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
            String[] fields = new String(bytes, StandardCharsets.UTF_8).substring(MAGIC.length()).split(":", 2);
            return fields.length == 2 && !fields[1].isEmpty()
                    ? Optional.of(new Signature(Origin.valueOf(fields[0]), fields[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not ours after all, or cut on its way: a signature nobody can verify
        }
    }
}
