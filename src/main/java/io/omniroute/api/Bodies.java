package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.RequestBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/** Reads a JSON body within the limits of 10 section 2.4. Blocks its (virtual) thread while the client is slow. */
@Singleton
public class Bodies {
    private static final int STEP = 64 * 1024;

    private final DoorSettings settings;
    private final BodyBudget budget;

    @Inject
    Bodies(DoorSettings settings, BodyBudget budget) {
        this.settings = settings;
        this.budget = budget;
    }

    /** @throws GatewayException with 413, 415 or, when there was no room for a large body in time, 503 */
    RequestBody read(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type != null && !jsonType(type)) {
            throw refused(415, "unsupported_media_type", "Content-Type must be application/json");
        }
        long announced = request.getContentLengthLong();
        if (announced > settings.maxBody()) {
            throw tooLarge();
        }
        BodyBudget.Share share = budget.open();
        try {
            byte[] bytes = bytes(request.getInputStream(), announced, share);
            return new RequestBody(bytes, share::give);
        } catch (IOException | RuntimeException e) {
            share.give();
            throw e;
        }
    }

    /** @param announced -1 when the length is not known */
    private byte[] bytes(InputStream in, long announced, BodyBudget.Share share) throws IOException {
        byte[] bytes = new byte[(int) Math.min(announced < 0 ? STEP : announced, STEP)];
        int length = 0;
        for (int count = 0; count >= 0 && length != announced; count = in.read(bytes, length, bytes.length - length)) {
            length += count;
            if (length > settings.maxBody()) {
                throw tooLarge();
            }
            share.grow(length);
            if (length == bytes.length && length != announced) {
                bytes = Arrays.copyOf(bytes, grown(length, announced));
            }
        }
        if (length < announced) {
            throw new IOException("the client ended its body early");
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static int grown(int length, long announced) {
        int doubled = 2 * Math.max(length, STEP);
        return announced < 0 ? doubled : (int) Math.min(announced, doubled);
    }

    private static boolean jsonType(String type) {
        int end = type.indexOf(';');
        String name = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return name.equals("application/json") || name.endsWith("+json") || name.isEmpty();
    }

    private GatewayException tooLarge() {
        return refused(413, "request_too_large", "The request body is larger than " + settings.maxBody() + " bytes");
    }

    private static GatewayException refused(int status, String code, String message) {
        return new GatewayException(Failure.Refused.of(status, code, message));
    }
}
