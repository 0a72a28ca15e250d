package io.omniroute.management;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.omniroute.admin.JsonText;
import jakarta.inject.Singleton;

/** Stored JSON values, read and written with the mapper of the management API. */
@Singleton
public final class JacksonText implements JsonText {
    private final ObjectMapper mapper = ManagementJson.mapper();

    @Override
    public @Nullable Object read(String json) {
        try {
            return mapper.readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public String write(@Nullable Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + e.getClass().getSimpleName());
        }
    }
}
