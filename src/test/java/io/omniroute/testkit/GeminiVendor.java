package io.omniroute.testkit;

import static io.omniroute.testkit.Json.arr;
import static io.omniroute.testkit.Json.obj;

import com.fasterxml.jackson.databind.JsonNode;
import io.omniroute.testkit.Scenario.Block;
import io.omniroute.testkit.Scenario.Finish;
import io.omniroute.testkit.Scenario.Play;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Google's generateContent, streamed as SSE and as a JSON array; order of events as SG-1 to SG-5 of the stream rules. */
public final class GeminiVendor extends Vendor {
    private static final Pattern ROUTE = Pattern
            .compile("/v1beta/models/([^/:]+):(generateContent|streamGenerateContent|countTokens)");

    /** What this vendor's agent signs with, and the only thing it takes back. */
    private static final String SEAL = "Z29vZ2xlIHNlYWw=";

    public GeminiVendor(String key) {
        super(key);
    }

    @Override
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1beta");
    }

    @Override
    public String nodeType() {
        return "gemini-compatible";
    }

    @Override
    protected Optional<Refused> refusal(Received received) {
        boolean list = received.path().equals("/v1beta/models");
        if (!list && !ROUTE.matcher(received.path()).matches()) {
            return Optional.of(new Refused(404, "Not found: " + received.path()));
        }
        if (!received.method().equals(list ? "GET" : "POST")) {
            return Optional.of(new Refused(404, "Not found: " + received.method() + " " + received.path()));
        }
        var query = List.of(received.query().split("&"));
        if (!received.header("x-goog-api-key").orElse("").equals(key()) && !query.contains("key=" + key())) {
            return Optional.of(new Refused(401, "API key not valid. Please pass a valid API key."));
        }
        return foreignCredential(received, Set.of("authorization", "x-api-key"));
    }

    @Override
    protected Optional<Answer> aside(Received received) {
        if (received.path().endsWith("/models")) {
            return Optional.of(Answer.json(200, Json.line(obj("models", arr(obj("name", "models/sim-text",
                    "displayName", "Simulated", "supportedGenerationMethods", arr("generateContent")))))));
        }
        return received.path().endsWith(":countTokens")
                ? Optional.of(Answer.json(200, Json.line(obj("totalTokens", AnthropicVendor.COUNTED))))
                : Optional.empty();
    }

    @Override
    protected Asked asked(Received received) {
        var route = ROUTE.matcher(received.path());
        if (!route.matches()) {
            throw new IllegalStateException("checked before: " + received.path());
        }
        return new Asked(route.group(1), route.group(2).startsWith("stream"), Json.tree(received.body()), received);
    }

    @Override
    protected String oracle() {
        return "gemini/generate-content-request";
    }

    @Override
    protected String error(int status, String message) {
        return Json.pretty(obj("error", obj("code", status, "message", message, "status", word(status))));
    }

    private static String word(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 500 -> "INTERNAL";
            case 503, 529 -> "UNAVAILABLE";
            default -> "INVALID_ARGUMENT";
        };
    }

    @Override
    protected boolean answersTools(JsonNode body) {
        return !body.path("contents").findValues("functionResponse").isEmpty();
    }

    @Override
    protected boolean endsInToolResult(JsonNode body) {
        var contents = body.path("contents");
        return !contents.path(contents.size() - 1).findValues("functionResponse").isEmpty();
    }

    @Override
    protected List<String> objections(Asked asked) {
        var objections = new ArrayList<String>();
        if (Scenario.agent(asked.model())) {
            asked.body().findValuesAsText("thoughtSignature").stream()
                    .filter(it -> !it.equals(SEAL) && !it.equals("skip_thought_signature_validator"))
                    .forEach(it -> objections.add("Thought signature is not valid: " + it));
        }
        return objections;
    }

    @Override
    protected String requestIdHeader() {
        return "x-sim-request-id";
    }

    @Override
    protected String streamType(Asked asked) {
        return eventStream(asked) ? "text/event-stream" : "application/json; charset=UTF-8";
    }

    private static boolean eventStream(Asked asked) {
        return List.of(asked.received().query().split("&")).contains("alt=sse");
    }

    @Override
    protected int intro() {
        return 2;
    }

    @Override
    protected Object reply(Asked asked, Play play) {
        var parts = arr();
        play.blocks().forEach(block -> parts.addAll(parts(asked, block, List.of(whole(block)))));
        return content(asked, parts, finish(play.finish()));
    }

    @Override
    protected List<String> events(Asked asked, Play play) {
        var parts = new ArrayList<Object>();
        for (var block : play.blocks()) {
            parts.addAll(parts(asked, block, pieces(block)));
        }
        var chunks = new ArrayList<Object>();
        for (int i = 0; i < parts.size(); i++) {
            chunks.add(content(asked, arr(parts.get(i)), i == parts.size() - 1 ? finish(play.finish()) : null));
        }
        return framed(asked, chunks);
    }

    @Override
    protected List<String> broken(Asked asked, Play play) {
        var chunks = new ArrayList<Object>();
        chunks.add(content(asked, arr(obj("text", "Hello ")), null));
        chunks.add(Json.tree(error(503, Scenario.ERROR_MESSAGE)));
        return framed(asked, chunks);
    }

    private static List<String> framed(Asked asked, List<Object> chunks) {
        if (eventStream(asked)) {
            // the vendor ends its lines with CR LF
            return chunks.stream().map(chunk -> "data: " + Json.line(chunk) + "\r\n\r\n").toList();
        }
        var pieces = new ArrayList<String>();
        for (int i = 0; i < chunks.size(); i++) {
            pieces.add((i == 0 ? "[" : ",\r\n") + Json.pretty(chunks.get(i)));
        }
        pieces.add("]");
        return pieces;
    }

    private static List<String> pieces(Block block) {
        return switch (block) {
            case Block.Text it -> it.pieces();
            case Block.Thinking it -> it.pieces();
            case Block.Refusal it -> it.pieces();
            case Block.Call it -> List.of(it.whole());
        };
    }

    private static String whole(Block block) {
        return String.join("", pieces(block));
    }

    private static List<Object> parts(Asked asked, Block block, List<String> pieces) {
        var parts = new ArrayList<Object>();
        for (var piece : pieces) {
            parts.add(switch (block) {
                case Block.Text it -> obj("text", piece);
                case Block.Refusal it -> obj("text", piece);
                case Block.Thinking it -> obj("text", piece, "thought", true);
                case Block.Call it -> obj("functionCall",
                        obj("id", it.id(), "name", it.name(), "args", Json.tree(piece)), "thoughtSignature",
                        signature(asked, Scenario.SIGNATURE));
            });
        }
        if (block instanceof Block.Thinking it) {
            parts.add(obj("text", "", "thoughtSignature", signature(asked, it.signature())));
        }
        return parts;
    }

    private static String signature(Asked asked, String usual) {
        return Scenario.agent(asked.model()) ? SEAL : usual;
    }

    private static Map<String, Object> content(Asked asked, Object parts, String finish) {
        var candidate = obj("content", obj("parts", parts, "role", "model"));
        if (finish != null) {
            candidate.put("finishReason", finish);
        }
        candidate.put("index", 0);
        return obj("candidates", arr(candidate), "usageMetadata",
                obj("promptTokenCount", Scenario.INPUT, "candidatesTokenCount", Scenario.OUTPUT - Scenario.REASONING,
                        "totalTokenCount", Scenario.INPUT + Scenario.OUTPUT, "cachedContentTokenCount",
                        Scenario.CACHED, "thoughtsTokenCount", Scenario.REASONING),
                "modelVersion", asked.model(), "responseId", "resp-sim");
    }

    private static String finish(Finish finish) {
        return switch (finish) {
            case STOP, TOOLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case REFUSED -> "SAFETY";
        };
    }
}
