package io.omniroute.upstream.http;

import java.util.Locale;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** One try of a call, as the HTTP client wants it. */
final class OutgoingRequest extends HttpUriRequestBase {
    private static final long serialVersionUID = 1L;

    OutgoingRequest(UpstreamCall call) {
        super(call.method(), call.uri());
        call.headers().forEach(this::addHeader);
        if (!containsHeader("Accept-Encoding")) {
            addHeader("Accept-Encoding", "identity"); // a coded stream could not be cut into frames
        }
        if (call.body().length > 0 || mayCarryBody(call.method())) {
            setEntity(new ByteArrayEntity(call.body(), (ContentType) null));
        }
    }

    HttpHost target() {
        return new HttpHost(getScheme().toLowerCase(Locale.ROOT), getAuthority().getHostName(),
                getAuthority().getPort());
    }

    private static boolean mayCarryBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }
}
