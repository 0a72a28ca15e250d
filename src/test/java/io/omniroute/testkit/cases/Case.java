package io.omniroute.testkit.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One call through the gateway as a case of the specification describes it. */
public record Case(JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the specification is looked for. */
    public static Path folder() {
        return Path.of(System.getProperty("omniroute.shared", "../shared")).resolve("spec/translation/cases");
    }

    /** All cases, in order; none where no copy of the specification is at hand. */
    public static List<Case> all() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder(), 2)) {
            return files.filter(file -> file.getNameCount() == folder().getNameCount() + 2
                    && file.toString().endsWith(".json")).sorted().map(Case::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(Path file) {
        try {
            return new Case(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return json.path("id").asText();
    }

    public String clientFormat() {
        return json.path("client_format").asText();
    }

    public String upstreamFormat() {
        return json.path("upstream_format").asText();
    }

    public boolean sameFormat() {
        return clientFormat().equals(upstreamFormat());
    }

    public String requestedModel() {
        return json.at("/route/requested_model").asText();
    }

    public String provider() {
        return json.at("/route/provider").asText();
    }

    public String upstreamModel() {
        return json.at("/route/upstream_model").asText();
    }

    public boolean streams() {
        return json.path("client_stream").asBoolean() || json.path("client_method").asText().startsWith("stream");
    }

    /** The body to send. */
    public String clientBody() {
        return json.has("client_request_text")
                ? json.path("client_request_text").asText()
                : json.path("client_request").toString();
    }

    /** After the colon of a path; empty where the dialect has none. */
    public String clientMethod() {
        return json.path("client_method").asText();
    }

    public String clientQuery() {
        return json.path("client_query").asText();
    }

    public Map<String, String> clientHeaders() {
        var headers = new TreeMap<String, String>();
        json.path("client_headers").properties().forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
        return headers;
    }

    public JsonNode capabilities() {
        return json.path("capabilities");
    }

    /** The part that says what is expected of {@code what}; empty when the case says nothing. */
    public Optional<JsonNode> expected(String what) {
        JsonNode part = json.path("expected_" + what);
        return part.isMissingNode() ? Optional.empty() : Optional.of(part);
    }

    /** Whether the upstream answers with a stream. */
    public boolean upstreamStreams() {
        return json.has("upstream_stream");
    }

    public JsonNode upstreamStream() {
        return json.path("upstream_stream");
    }

    public int upstreamStatus() {
        return json.at("/upstream_response/status").asInt(200);
    }

    public String upstreamBody() {
        JsonNode body = json.at("/upstream_response/body");
        return body.isTextual() ? body.asText() : body instanceof MissingNode ? "" : body.toString();
    }

    public Map<String, String> upstreamHeaders() {
        var headers = new TreeMap<String, String>();
        json.at("/upstream_response/headers").properties()
                .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
        return headers;
    }

    public boolean callsUpstream() {
        return json.path("expected_upstream_calls").asInt(1) > 0;
    }

    /** Equal as the cases mean it: objects in any order, numbers by value. */
    static boolean equal(JsonNode one, JsonNode other) {
        return one.equals(Case::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return DecimalNode.valueOf(one.decimalValue()).decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    @Override
    public String toString() {
        return id() + " " + json.path("title").asText();
    }
}
