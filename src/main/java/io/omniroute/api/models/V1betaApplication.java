package io.omniroute.api.models;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Everything under {@code /v1beta} but the calls of a model, which a servlet takes. */
@ApplicationPath("/v1beta")
public class V1betaApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(GeminiModelsResource.class, ApiJson.class, FailureMapper.class);
    }
}
