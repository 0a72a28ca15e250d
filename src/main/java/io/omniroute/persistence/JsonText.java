package io.omniroute.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omniroute.domain.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists and maps in columns, as JSON text. Errors never quote the text: it may be a secret. */
final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<LinkedHashMap<String, @Nullable Object>>> OBJECTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private static final TypeReference<List<Long>> LONGS = new TypeReference<>() {};
    private static final TypeReference<List<LinkedHashMap<String, @Nullable Object>>> MAPS = new TypeReference<>() {};

    private JsonText() {}

    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StoreException("a value of type " + value.getClass().getName() + " cannot be kept as JSON");
        }
    }

    static Map<String, @Nullable Object> map(@Nullable String text) {
        return text == null || text.isBlank() ? Map.of() : read(text, MAP);
    }

    static List<LinkedHashMap<String, @Nullable Object>> objects(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : read(text, OBJECTS);
    }

    static List<String> strings(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : read(text, STRINGS).stream().filter(Objects::nonNull).toList();
    }

    static List<Long> longs(String text) {
        return read(text, LONGS).stream().filter(Objects::nonNull).toList();
    }

    static List<? extends Map<String, @Nullable Object>> maps(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : read(text, MAPS);
    }

    private static <T> T read(String text, TypeReference<T> type) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new StoreException("a column that should hold a JSON list or map holds null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new StoreException("a column that should hold a JSON list or map holds something else");
        }
    }
}
