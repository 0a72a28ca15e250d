package io.omniroute.api;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.Caller;
import io.omniroute.gateway.ChatPipeline;
import io.omniroute.gateway.ClientChannel;
import io.omniroute.gateway.Inbound;
import io.omniroute.gateway.Inbound.Marks;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.gateway.Inbound.Times;
import io.omniroute.gateway.Inbound.Wishes;
import io.omniroute.gateway.RequestBody;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A door for one dialect: admits, reads the body, hands both to the corridor. The container's thread is given back at
 * once; a virtual thread does the rest and may block.
 */
public abstract class Door extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(Door.class.getName());
    private static final List<String> CONVERSATION = List.of("X-Session-Id", "x_session_id", "session_id");
    private static final int LONGEST_MARK = 256;
    private static final List<String> TRAVELLING = List.of("anthropic-version", "anthropic-beta", "openai-beta");

    @Inject
    private transient Admission admission;
    @Inject
    private transient ChatPipeline pipeline;
    @Inject
    private transient ErrorWriter errors;
    @Inject
    private transient Bodies bodies;

    /** The dialect of this door's path. */
    protected abstract Format dialect();

    /**
     * What the path says about model and action; empty where the body says it.
     *
     * @throws GatewayException when the path names nothing that exists
     */
    protected Optional<PathTarget> target(HttpServletRequest request) {
        return Optional.empty();
    }

    /** The path the caller meant, aliases resolved, encoded as it came. */
    protected static String canonicalPath(HttpServletRequest request) {
        return Attributes.path(request);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long arrived = System.nanoTime();
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST, OPTIONS");
            errors.write(request, response, Failure.Refused.of(405, "method_not_allowed", "Method not allowed"));
            return;
        }
        Caller caller;
        Optional<PathTarget> target;
        try {
            target = target(request);
            caller = admission.admit(request, response);
        } catch (GatewayException e) {
            refuseUnread(request, response, e.failure());
            return;
        }
        var times = new Times(arrived, System.nanoTime());
        AsyncContext async = request.startAsync();
        async.setTimeout(0); // the watch of the corridor knows the limits
        Thread.startVirtualThread(() -> serve(async, request, response, caller, target, times));
    }

    private void serve(AsyncContext async, HttpServletRequest request, HttpServletResponse response, Caller caller,
            Optional<PathTarget> target, Times times) {
        var channel = new ServletChannel(request, response);
        try {
            RequestBody body = bodies.read(request);
            handle(new Inbound(Attributes.requestId(request), dialect(), caller, travelling(request), target,
                    Paths.provider(canonicalPath(request)), wishes(request), body, Instant.now(), times), channel);
        } catch (GatewayException e) {
            refuseUnreadQuietly(request, response, e.failure());
        } catch (IOException e) { // left, stalled or malformed: who is still there is told
            LOG.log(Level.DEBUG, "request={0} its body could not be read", Attributes.requestId(request));
            refuseUnreadQuietly(request, response, Failure.Refused.badRequest("The request body could not be read"));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) { // the outer edge
            LOG.log(Level.ERROR, "request=" + Attributes.requestId(request) + " failed by a defect", e);
            refuseUnreadQuietly(request, response, new Failure.Internal());
        } finally {
            channel.end();
            async.complete();
        }
    }

    /** Serves an admitted request to its end. */
    protected void handle(Inbound inbound, ClientChannel channel) {
        pipeline.serve(inbound, channel);
    }

    private void refuseUnreadQuietly(HttpServletRequest request, HttpServletResponse response, Failure failure) {
        try {
            if (!response.isCommitted()) {
                refuseUnread(request, response, failure);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "request={0} the client left before its refusal", Attributes.requestId(request));
        }
    }

    /** The rest of the body is not read, so the connection cannot serve another request. */
    private void refuseUnread(HttpServletRequest request, HttpServletResponse response, Failure failure)
            throws IOException {
        response.setHeader("Connection", "close");
        errors.write(request, response, failure);
    }

    private static Map<String, String> travelling(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        for (String name : TRAVELLING) {
            String value = String.join(",", java.util.Collections.list(request.getHeaders(name)));
            if (!value.isEmpty()) {
                headers.put(name, value);
            }
        }
        for (String name : java.util.Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-goog-") && !lower.equals("x-goog-api-key")) {
                headers.put(lower, request.getHeader(name));
            }
        }
        return headers;
    }

    private static Wishes wishes(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new Wishes(names(request.getHeader("Accept"), "text/event-stream"),
                names(request.getHeader("X-OmniRoute-Progress"), "true"), agent == null ? "" : agent,
                marks(request));
    }

    private static Marks marks(HttpServletRequest request) {
        Optional<String> conversation = CONVERSATION.stream().flatMap(name -> given(request, name).stream())
                .findFirst();
        return new Marks(request.getRemoteAddr(), conversation, given(request, "Idempotency-Key"),
                given(request, "X-Request-Id"), names(request.getHeader("X-OmniRoute-No-Cache"), "true"));
    }

    private static Optional<String> given(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip)
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST_MARK);
    }

    private static boolean names(@Nullable String header, String value) {
        return header != null && header.toLowerCase(Locale.ROOT).contains(value);
    }
}
