package io.omniroute.api.models;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Everything under {@code /v1} but the chat doors, which are servlets. */
@ApplicationPath("/v1")
public class V1Application extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ModelsResource.class, OllamaModelsResource.class, ApiJson.class, FailureMapper.class);
    }
}
