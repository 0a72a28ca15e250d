package io.omniroute.management;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.omniroute.admin.Form;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

/**
 * Reads a JSON object whatever content type it is sent under: which types a caller may use is the guard's rule, and a
 * script's {@code curl -d} sends a form type. An empty body is an empty form.
 */
@Provider
@Singleton
@Consumes(MediaType.WILDCARD)
public class FormReader implements MessageBodyReader<Form> {
    /** Bytes of a body; a management command is small. */
    static final int LARGEST = 1 << 20;
    private static final int TOO_LARGE = 413;
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private final ObjectMapper mapper = ManagementJson.mapper();

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Form.class;
    }

    @Override
    public Form readFrom(Class<Form> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new ClientErrorException("The body is larger than " + LARGEST + " bytes", TOO_LARGE);
        }
        return bytes.length == 0 ? Form.of(Map.of()) : Form.of(parsed(bytes));
    }

    private Map<String, @Nullable Object> parsed(byte[] bytes) throws IOException {
        try {
            Map<String, @Nullable Object> values = mapper.readValue(bytes, OBJECT);
            if (values == null) {
                throw new BadRequestException("The body has to be a JSON object");
            }
            return values;
        } catch (JsonProcessingException e) {
            // no cause: the parser's message repeats parts of the body
            throw new BadRequestException("The body is not a valid JSON object");
        }
    }
}
