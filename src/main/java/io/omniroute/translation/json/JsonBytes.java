package io.omniroute.translation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The one JSON factory of the room and the few steps every reader takes. */
public final class JsonBytes {
    /** Deepest nesting that is read, in requests (10 §2.4) and answers alike. */
    public static final int MAX_DEPTH = 200;

    private static final int LONGEST_COUNT = 24;
    private static final double GREATEST_COUNT = 1e12;

    // The body is in memory already, so only depth is limited. A shared pool, because thread locals of a virtual
    // thread serve one request; names of clients are neither interned nor a reason to fail.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE).build())
            .build();

    private JsonBytes() {}

    /** What to do with one member or element; the parser stands at its value, which may be read or left alone. */
    @FunctionalInterface
    public interface Step {
        void on(String name, JsonParser json) throws IOException;
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** A parser over {@code bytes[from, to)}. */
    public static JsonParser parser(byte[] bytes, int from, int to) throws IOException {
        return FACTORY.createParser(bytes, from, to - from);
    }

    /** A parser over a text. */
    public static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /** Walks over the members of the object the parser stands at; any other value is skipped. */
    public static void members(JsonParser json, Step step) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            step.on(name, json);
            json.skipChildren();
        }
    }

    /** Walks over the elements of the array the parser stands at, with an empty name; any other value is skipped. */
    public static void elements(JsonParser json, Step step) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            step.on("", json);
            json.skipChildren();
        }
    }

    /** Whether the parser stands at a string with at least one character. */
    public static boolean hasText(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() > 0;
    }

    /** The string the parser stands at, or null for any other value. */
    public static @Nullable String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    /** Whether the parser stands at something: not null, not {@code ""}, {@code []}, <code>{}</code>; reads it whole. */
    public static boolean filled(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT, START_ARRAY -> {
                boolean empty = json.nextToken().isStructEnd();
                for (boolean over = empty; !over; over = json.nextToken().isStructEnd()) {
                    json.skipChildren();
                }
                yield !empty;
            }
            case VALUE_STRING -> json.getTextLength() > 0;
            case VALUE_NULL -> false;
            default -> true;
        };
    }

    /** The count the parser stands at, or -1 when it is no number or none that could be a count. */
    public static long count(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric() || json.getTextLength() > LONGEST_COUNT) {
            return -1;
        }
        double number = json.getDoubleValue();
        return number >= 0 && number <= GREATEST_COUNT ? (long) number : -1;
    }

    /** The bytes of what is written; non-ASCII text is not escaped, half a surrogate pair becomes U+FFFD. */
    public static byte[] write(Writing writing) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Surrogates.repairing(FACTORY.createGenerator(out))) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
