package io.omniroute.testkit;

import static io.omniroute.testkit.Json.obj;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of the management API that behaves as the console's browser does: session cookie and Origin. */
public final class Admin {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final URI url;
    private final Optional<String> cookie;

    private Admin(URI url, Optional<String> cookie) {
        this.url = url;
        this.cookie = cookie;
    }

    /** An answer with its body as a tree; no JSON = a missing node. */
    public record Reply(int status, Map<String, java.util.List<String>> headers, String text) {
        public JsonNode json() {
            return text.startsWith("{") || text.startsWith("[") ? Json.tree(text) : MissingNode.getInstance();
        }

        public Optional<String> header(String name) {
            return headers.getOrDefault(name, java.util.List.of()).stream().findFirst();
        }

        /** The body of an answer that has to be a success. */
        public JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError(status + " " + text);
            }
            return json();
        }
    }

    public static Admin login(URI url, String password) {
        var reply = anonymous(url).post("api/auth/login", obj("password", password));
        reply.ok();
        var cookie = reply.header("set-cookie").orElseThrow(() -> new AssertionError("no cookie at login"));
        return new Admin(url, Optional.of(cookie.split(";")[0]));
    }

    /** The same client without a session. */
    public static Admin anonymous(URI url) {
        return new Admin(url, Optional.empty());
    }

    /** The cookie pair {@code auth_token=…} of the session. */
    public String cookie() {
        return cookie.orElseThrow();
    }

    public Reply get(String path) {
        return send(request(path).GET().build());
    }

    public Reply post(String path, Object body) {
        return send("POST", path, body);
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Reply patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Reply delete(String path) {
        return send(request(path).DELETE().build());
    }

    private Reply send(String method, String path, Object body) {
        return send(request(path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.line(body))).build());
    }

    /** A request as the browser would send it, for a test that wants to change it. */
    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(20)).header("Origin",
                url.toString().replaceFirst("/$", ""));
        cookie.ifPresent(value -> request.header("Cookie", value));
        return request;
    }

    public static Reply send(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sends raw bytes and reads the answer as bytes. */
    public static HttpResponse<byte[]> raw(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Makes a node; the answer is the node's JSON. */
    public JsonNode node(String type, String prefix, URI baseUrl, Optional<String> apiType) {
        var node = obj("type", type, "name", "Simulator " + prefix, "prefix", prefix, "baseUrl", baseUrl.toString());
        apiType.ifPresent(value -> node.put("apiType", value));
        return post("api/provider-nodes", node).ok().path("node");
    }

    /** Makes a connection; the answer is the connection's JSON. */
    public JsonNode connection(String provider, String apiKey, String name) {
        return post("api/providers", obj("provider", provider, "apiKey", apiKey, "name", name)).ok()
                .path("connection");
    }

    /** Makes an API key and answers its full text. */
    public String key(String name) {
        return post("api/keys", obj("name", name)).ok().path("key").asText();
    }

    /** Puts a simulator behind the gateway and answers the prefix of its models. */
    public String route(Vendor vendor) {
        var prefix = "sim" + ProcessHandle.current().pid() + "x" + PREFIXES.incrementAndGet();
        var node = node(vendor.nodeType(), prefix, vendor.baseUrl(), vendor.apiType());
        connection(node.path("id").asText(), vendor.key(), prefix);
        return prefix;
    }
}
