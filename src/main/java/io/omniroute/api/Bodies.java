package io.omniroute.api;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads a JSON body within the limits of 10 section 2.4. Blocks its (virtual) thread while the client is slow. */
final class Bodies {
    private Bodies() {}

    /** @throws GatewayException with 413 or 415 */
    static byte[] json(HttpServletRequest request, long most) throws IOException {
        String type = request.getContentType();
        if (type != null && !jsonType(type)) {
            throw refused(415, "unsupported_media_type", "Content-Type must be application/json");
        }
        long announced = request.getContentLengthLong();
        if (announced > most) {
            throw tooLarge(most);
        }
        InputStream in = request.getInputStream();
        byte[] body = announced >= 0 ? in.readNBytes((int) announced) : upTo(in, most);
        if (body.length < announced) {
            throw new IOException("the client ended its body early");
        }
        return body;
    }

    private static byte[] upTo(InputStream in, long most) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > most) {
                throw tooLarge(most);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean jsonType(String type) {
        int end = type.indexOf(';');
        String name = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return name.equals("application/json") || name.endsWith("+json") || name.isEmpty();
    }

    private static GatewayException tooLarge(long most) {
        return refused(413, "request_too_large", "The request body is larger than " + most + " bytes");
    }

    private static GatewayException refused(int status, String code, String message) {
        return new GatewayException(Failure.Refused.of(status, code, message));
    }
}
