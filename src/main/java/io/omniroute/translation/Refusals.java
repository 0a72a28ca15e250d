package io.omniroute.translation;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;

/** The refusals of translation: always 400, always naming the place (translation section 2). */
public final class Refusals {
    private Refusals() {}

    /** Content the target or the hub cannot express. @param path for example {@code messages[2].content[0]} */
    public static GatewayException content(String path, String message) {
        return refused("unsupported_content", path, message);
    }

    /** A parameter that changes the meaning of the answer and cannot be dropped. */
    public static GatewayException parameter(String path, String message) {
        return refused("unsupported_parameter", path, message);
    }

    /** A value of the wrong type or out of range. */
    public static GatewayException malformed(String path, String message) {
        return refused("bad_request", path, message);
    }

    private static GatewayException refused(String code, String path, String message) {
        return new GatewayException(new Failure.Refused(400, code, message, path, null));
    }
}
