package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.Utf8;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the head of a request in one pass over its tokens; strings it does not need are skipped, not decoded. */
public final class RequestReader {
    private static final String INVALID = "Invalid JSON body";

    private RequestReader() {}

    /**
     * Reads a body to its end.
     *
     * @param body UTF-8 JSON, one object
     * @param doorFormat the dialect of the path; only at the chat door ({@code OPENAI}) may the body override it
     *     (10 §4.2)
     * @throws GatewayException with {@code Refused} 400 for what is not one well-formed JSON object of at most
     *     {@value JsonBytes#MAX_DEPTH} levels, or has a {@code model} or {@code stream} of the wrong type
     */
    public static RequestHead read(byte[] body, Format doorFormat) {
        if (!Utf8.wellFormed(body) || wide(body)) {
            throw refused(INVALID, null);
        }
        try (JsonParser json = JsonBytes.parser(body, 0, body.length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notAnObject(json);
            }
            var scan = new RequestScan(json, doorFormat);
            scan.read();
            if (json.nextToken() != null) {
                throw refused(INVALID, null);
            }
            return scan.head();
        } catch (StreamConstraintsException e) {
            throw refused(INVALID + ": nested deeper than " + JsonBytes.MAX_DEPTH + " levels", e);
        } catch (IOException e) {
            throw refused(INVALID, e);
        }
    }

    /** UTF-16 and UTF-32, which the parser would take, begin with a zero byte among the first four. */
    private static boolean wide(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static GatewayException notAnObject(JsonParser json) throws IOException {
        boolean empty = json.currentToken() == null;
        json.skipChildren();
        boolean wellFormed = !empty && json.nextToken() == null;
        return refused(wellFormed ? INVALID + ": an object is due" : INVALID, null);
    }

    private static GatewayException refused(String message, @Nullable Exception cause) {
        var failure = Failure.Refused.badRequest(message);
        return cause == null ? new GatewayException(failure) : new GatewayException(failure, cause);
    }
}
