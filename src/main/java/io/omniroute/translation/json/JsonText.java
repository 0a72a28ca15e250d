package io.omniroute.translation.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** JSON text to values and back: compact, key order and number literals kept, non-ASCII not escaped. */
public final class JsonText {
    private JsonText() {}

    /** The one value in {@code bytes[from, to)}; empty for anything else, also for what is nested too deep. */
    public static Optional<Json> parse(byte[] bytes, int from, int to) {
        try (JsonParser json = JsonBytes.parser(bytes, from, to)) {
            return whole(json);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static Optional<Json> parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    public static Optional<Json> parse(String text) {
        try (JsonParser json = JsonBytes.parser(text)) {
            return whole(json);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The value the parser stands at; the parser then stands at its last token. */
    public static Json read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> new Json.Str(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(json.getText());
            case VALUE_TRUE -> Json.Literal.TRUE;
            case VALUE_FALSE -> Json.Literal.FALSE;
            default -> Json.Literal.NULL;
        };
    }

    public static byte[] bytes(Json value) {
        return JsonBytes.write(json -> write(json, value));
    }

    public static String write(Json value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** Writes one value where the generator stands. */
    public static void write(JsonGenerator json, Json value) throws IOException {
        switch (value) {
            case Json.Obj object -> {
                json.writeStartObject();
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    json.writeFieldName(member.getKey());
                    write(json, member.getValue());
                }
                json.writeEndObject();
            }
            case Json.Arr array -> {
                json.writeStartArray();
                for (Json element : array.elements()) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Json.Str text -> json.writeString(text.value());
            case Json.Num number -> json.writeNumber(number.literal());
            case Json.Literal literal -> {
                switch (literal) {
                    case TRUE -> json.writeBoolean(true);
                    case FALSE -> json.writeBoolean(false);
                    case NULL -> json.writeNull();
                }
            }
        }
    }

    private static Optional<Json> whole(JsonParser json) throws IOException {
        if (json.nextToken() == null) {
            return Optional.empty();
        }
        Json value = read(json);
        return json.nextToken() == null ? Optional.of(value) : Optional.empty();
    }

    private static Json.Obj object(JsonParser json) throws IOException {
        var members = Json.Obj.builder();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, read(json));
        }
        return members.build();
    }

    private static Json.Arr array(JsonParser json) throws IOException {
        var elements = new ArrayList<Json>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(json));
        }
        return new Json.Arr(elements);
    }
}
