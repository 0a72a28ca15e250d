package io.omniroute.upstream.http;

import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** The head of an answer, with the buffer of the connection it came from. */
final class Answer extends BasicClassicHttpResponse {
    private static final long serialVersionUID = 1L;

    private transient @Nullable SessionInputBuffer arrived;

    Answer(int status, @Nullable String reason) {
        super(status, reason);
    }

    void cameFrom(SessionInputBuffer buffer) {
        arrived = buffer;
    }

    @Nullable
    SessionInputBuffer arrived() {
        return arrived;
    }
}
