package io.omniroute.management;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.omniroute.admin.FieldError;

/** The body of every error of the management API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorView(Detail error, @Nullable String requestId, @JsonAnyGetter Map<String, Object> extra) {
    static ErrorView of(int status, @Nullable String code, String message, @Nullable String requestId) {
        return new ErrorView(new Detail(message, type(status), code, null), requestId, Map.of());
    }

    /** The names of the type table; a missing session alone keeps the name it always had (20 section 1). */
    static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> "invalid_request_error";
        };
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detail(String message, String type, @Nullable String code, @Nullable List<FieldError> details) {}
}
