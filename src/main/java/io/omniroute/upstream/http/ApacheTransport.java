package io.omniroute.upstream.http;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The transport over Apache HttpClient (classic, HTTP/1.1, pooled).
 *
 * <p>A server may close an idle connection in the moment a request leaves on it. Such a request is sent a second time,
 * once and on a fresh connection, when the first was reused, failed within a second and brought no byte of an answer:
 * the only sign of that race there is. RFC 9112 section 9.3.1 leaves this to who knows that nothing was processed; a
 * connection that fails later, or after one byte, is never repeated here. All other repeating is the corridor's.
 */
public final class ApacheTransport implements HttpTransport, AutoCloseable {
    private static final int MOST_LINE = 64 * 1024;
    private static final int MOST_HEADERS = 1_000;
    /** Of each connection, in and out; streams are many and their events small. */
    private static final int BUFFER = 4 * 1024;
    /** An idle connection older than this is looked at before use; the look costs up to a millisecond. */
    private static final TimeValue LOOK_AFTER = TimeValue.ofSeconds(1);
    private static final ConnectionReuseStrategy NEVER_AGAIN = (request, response, context) -> false;

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient pooled;
    private final CloseableHttpClient fresh;

    public ApacheTransport(TransportSettings settings, OutboundGuard guard) {
        pool = manager(settings, guard);
        pooled = client(settings, pool, DefaultClientConnectionReuseStrategy.INSTANCE).evictExpiredConnections()
                .evictIdleConnections(TimeValue.of(settings.idleLimit())).build();
        fresh = client(settings, manager(settings, guard), NEVER_AGAIN).build();
    }

    @Override
    public UpstreamReply send(UpstreamCall call, Cancellation cancellation) {
        var context = new CallContext();
        try {
            return exchange(pooled, context, call, cancellation);
        } catch (IOException e) {
            if (!context.foundDeadConnection() || cancellation.cancelled()) {
                throw failed(e, cancellation);
            }
        }
        try {
            return exchange(fresh, new CallContext(), call, cancellation);
        } catch (IOException e) {
            throw failed(e, cancellation);
        }
    }

    /** Connections in use now; for tests and metrics. */
    public int leasedConnections() {
        return pool.getTotalStats().getLeased();
    }

    /** Unused connections kept now; for tests and metrics. */
    public int idleConnections() {
        return pool.getTotalStats().getAvailable();
    }

    /** Cuts every connection. */
    @Override
    public void close() {
        pooled.close(CloseMode.IMMEDIATE);
        fresh.close(CloseMode.IMMEDIATE);
    }

    private static UpstreamReply exchange(CloseableHttpClient client, CallContext context, UpstreamCall call,
            Cancellation cancellation) throws IOException {
        OutgoingRequest request = request(call);
        cancellation.onCancel(request::cancel);
        ClassicHttpResponse response = open(client, request, context);
        forgetBody(request, context);
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null ? InputStream.nullInputStream() : context.gathered(entity.getContent());
        var reply = new UpstreamReply(response.getCode(), headers(response), body, request::cancel);
        cancellation.onCancel(reply::cancel); // the body has to know, or a cut could look like its end
        if (cancellation.cancelled()) {
            throw new IOException("cancelled");
        }
        return reply;
    }

    private static ClassicHttpResponse open(CloseableHttpClient client, OutgoingRequest request, CallContext context)
            throws IOException {
        try {
            return client.executeOpen(request.target(), request, context);
        } catch (IllegalStateException e) { // the pool was shut down meanwhile
            throw new IOException("the transport is closed", e);
        }
    }

    /** The body has been sent and is not repeated; a stream that lasts minutes must not hold megabytes of it. */
    private static void forgetBody(OutgoingRequest request, CallContext context) {
        request.setEntity(null);
        if (context.getRequest() instanceof ClassicHttpRequest sent) {
            sent.setEntity(null);
        }
    }

    private static OutgoingRequest request(UpstreamCall call) {
        if (call.uri().getScheme() == null || call.uri().getHost() == null) {
            throw new GatewayException(new Failure.Unreachable("the provider's URL is not valid"));
        }
        return new OutgoingRequest(call);
    }

    private static GatewayException failed(IOException e, Cancellation cancellation) {
        return new GatewayException(cancellation.reason().orElseGet(() -> TransportFailures.of(e)), e);
    }

    private static List<Map.Entry<String, String>> headers(ClassicHttpResponse response) {
        Header[] all = response.getHeaders();
        var headers = new ArrayList<Map.Entry<String, String>>(all.length);
        for (Header header : all) {
            headers.add(Map.entry(header.getName(), Objects.requireNonNullElse(header.getValue(), "")));
        }
        return headers;
    }

    private static HttpClientBuilder client(TransportSettings settings, PoolingHttpClientConnectionManager manager,
            ConnectionReuseStrategy reuse) {
        return HttpClientBuilder.create().setConnectionManager(manager).setDefaultRequestConfig(requestConfig(settings))
                .setConnectionReuseStrategy(reuse).setRequestExecutor(new ExchangeWatch())
                .setUserAgent(settings.userAgent()).disableAutomaticRetries().disableRedirectHandling()
                .disableCookieManagement().disableContentCompression().disableAuthCaching().disableConnectionState();
    }

    private static RequestConfig requestConfig(TransportSettings settings) {
        return RequestConfig.custom().setConnectionRequestTimeout(Timeout.of(settings.connectTimeout()))
                .setAuthenticationEnabled(false).setRedirectsEnabled(false).setProtocolUpgradeEnabled(false)
                .setConnectionKeepAlive(TimeValue.of(settings.idleLimit())).build();
    }

    private static PoolingHttpClientConnectionManager manager(TransportSettings settings, OutboundGuard guard) {
        var limits = Http1Config.custom().setBufferSize(BUFFER).setMaxLineLength(MOST_LINE)
                .setMaxHeaderCount(MOST_HEADERS).build();
        var connections = ManagedHttpClientConnectionFactory.builder().http1Config(limits)
                .responseParserFactory(new AnswerParserFactory(limits)).build();
        Timeout connecting = Timeout.of(settings.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create().setConnectionFactory(connections)
                .setDnsResolver(new GuardedDnsResolver(guard)).setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnections())
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true)
                        .setSoTimeout(Timeout.DISABLED).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connecting).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connecting)
                        .setSocketTimeout(Timeout.DISABLED).setValidateAfterInactivity(LOOK_AFTER).build())
                .build();
    }

    private static final class AnswerParserFactory extends DefaultHttpResponseParserFactory {
        private final Http1Config limits;

        AnswerParserFactory(Http1Config limits) {
            super(limits);
            this.limits = limits;
        }

        @Override
        public HttpMessageParser<ClassicHttpResponse> create() {
            return new AnswerParser(limits);
        }

        @Override
        public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
            return new AnswerParser(config == null ? limits : config);
        }
    }
}
