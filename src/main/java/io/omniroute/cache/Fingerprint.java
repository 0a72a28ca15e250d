package io.omniroute.cache;

import io.omniroute.domain.json.Json;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * SHA-256 over values in a canonical form: every value carries its kind and its length, so that no two different
 * sequences are the same bytes; members of objects in the order of their names; {@code 1}, {@code 1.0} and {@code 1e0}
 * are one number.
 */
final class Fingerprint {
    private static final int LONGEST_NUMBER = 40;
    private static final int LARGEST_SCALE = 100;

    private final MessageDigest digest = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Lower-case hex of 64 characters. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    Fingerprint text(String value) {
        return piece('s', value.getBytes(StandardCharsets.UTF_8));
    }

    Fingerprint text(Optional<String> value) {
        return optional(value, this::text);
    }

    Fingerprint number(long value) {
        return text(Long.toString(value));
    }

    Fingerprint flag(boolean value) {
        return head('b', value ? 1 : 0);
    }

    Fingerprint json(Json value) {
        switch (value) {
            case Json.Obj object -> {
                Map<String, Json> members = new TreeMap<>(object.members());
                head('o', members.size());
                members.forEach((name, member) -> text(name).json(member));
            }
            case Json.Arr array -> all(array.elements(), this::json);
            case Json.Str string -> text(string.value());
            case Json.Num number -> piece('n', plain(number.literal()).getBytes(StandardCharsets.UTF_8));
            case Json.Literal literal -> head('l', literal.ordinal());
        }
        return this;
    }

    <T> Fingerprint optional(Optional<T> value, Consumer<? super T> each) {
        head('?', value.isPresent() ? 1 : 0);
        value.ifPresent(each);
        return this;
    }

    <T> Fingerprint all(Collection<? extends T> values, Consumer<? super T> each) {
        head('a', values.size());
        values.forEach(each);
        return this;
    }

    /** Literals of an absurd size are compared as they are written. */
    private static String plain(String literal) {
        if (literal.length() > LONGEST_NUMBER) {
            return literal;
        }
        BigDecimal number = new BigDecimal(literal);
        if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            return literal;
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }

    private Fingerprint piece(char kind, byte[] bytes) {
        head(kind, bytes.length);
        digest.update(bytes);
        return this;
    }

    private Fingerprint head(char kind, int length) {
        digest.update(ByteBuffer.allocate(5).put((byte) kind).putInt(length).flip());
        return this;
    }
}
