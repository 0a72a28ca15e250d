package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.RequestBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads a JSON body within the limits of 10 section 2.4. Blocks its (virtual) thread while the client is slow. */
@Singleton
public class Bodies {
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
        InputStream in = request.getInputStream();
        return announced < 0 ? unannounced(in) : announced(in, (int) announced);
    }

    private RequestBody announced(InputStream in, int length) throws IOException {
        BodyBudget.Share share = budget.take(length);
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException("the client ended its body early");
            }
            return new RequestBody(bytes, share::give);
        } catch (IOException | RuntimeException e) {
            share.give();
            throw e;
        }
    }

    /** A body whose length nobody knows counts as the largest one from the moment it is no small one. */
    private RequestBody unannounced(InputStream in) throws IOException {
        byte[] start = in.readNBytes(BodyBudget.SMALL);
        if (start.length < BodyBudget.SMALL) {
            return new RequestBody(start, () -> {
                // a small body takes nothing
            });
        }
        BodyBudget.Share share = budget.take(settings.maxBody());
        try {
            return new RequestBody(rest(in, start), share::give);
        } catch (IOException | RuntimeException e) {
            share.give();
            throw e;
        }
    }

    private byte[] rest(InputStream in, byte[] start) throws IOException {
        var bytes = new ByteArrayOutputStream(2 * start.length);
        bytes.writeBytes(start);
        byte[] buffer = new byte[BodyBudget.SMALL];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > settings.maxBody()) {
                throw tooLarge();
            }
        }
        return bytes.toByteArray();
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
