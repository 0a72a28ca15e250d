package io.omniroute.upstream.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Sends one request over a connection and says of a failure whether the connection had died while it lay in the pool:
 * it was used before, no byte of an answer came, and it failed at once. A server that dies after working on a request
 * takes longer and is not mistaken for that. Also ends an answer that never gets past its interim (1xx) heads.
 */
final class ExchangeWatch extends HttpRequestExecutor {
    static final int MOST_INTERIM_HEADS = 20;
    /** A closed connection answers with a reset after one round trip. */
    private static final long DEAD_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection,
            HttpResponseInformationCallback interim, HttpContext context) throws IOException, HttpException {
        EndpointDetails details = connection.getEndpointDetails();
        long answersBefore = details.getResponseCount();
        long bytesBefore = details.getReceivedBytesCount();
        long start = System.nanoTime();
        try {
            refuseUnaskedBytes(connection, answersBefore);
            ClassicHttpResponse response = super.execute(request, connection, new InterimLimit(), context);
            if (context instanceof CallContext call && response instanceof Answer answer) {
                call.answered(answer.arrived());
            }
            return response;
        } catch (IOException e) {
            boolean silent = details.getReceivedBytesCount() == bytesBefore;
            if (answersBefore > 0 && silent && System.nanoTime() - start < DEAD_WITHIN_NANOS
                    && context instanceof CallContext call) {
                call.connectionWasDead();
            }
            throw e;
        }
    }

    /** What a server sent after the end of its last answer must not become the next one (for example an idle 408). */
    private static void refuseUnaskedBytes(HttpClientConnection connection, long answersBefore) throws IOException {
        if (answersBefore == 0 || !(connection instanceof ManagedHttpClientConnection managed)) {
            return;
        }
        Socket socket = managed.getSocket();
        if (socket != null && socket.getInputStream().available() > 0) {
            throw new NoHttpResponseException("bytes before the request");
        }
    }

    private static final class InterimLimit implements HttpResponseInformationCallback {
        private int seen;

        @Override
        public void execute(HttpResponse response,
                HttpConnection connection, HttpContext context) throws HttpException {
            seen++;
            if (seen > MOST_INTERIM_HEADS) {
                throw new ProtocolException("more than " + MOST_INTERIM_HEADS + " interim answers");
            }
        }
    }
}
