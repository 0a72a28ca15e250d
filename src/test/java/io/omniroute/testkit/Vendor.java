package io.omniroute.testkit;

import static io.omniroute.testkit.Json.obj;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A vendor on the loopback interface that is as strict as the real one: what it would refuse is refused in its own
 * words and written down as a violation. It answers by the scenario in the model name, see {@link Scenario}.
 */
public abstract class Vendor implements AutoCloseable {
    /** Headers that no client of a vendor has a reason to send; a gateway that lets them through tells too much. */
    private static final Set<String> PRIVATE = Set.of("cookie", "origin", "referer", "forwarded", "x-forwarded-for",
            "x-real-ip", "x-omniroute-no-cache", "x-omniroute-progress");

    private final String key;
    private final LoopbackServer server;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, String> doors = new ConcurrentHashMap<>();

    protected Vendor(String key) {
        this.key = key;
        this.server = new LoopbackServer(this::answer);
    }

    /** A refusal of the vendor: status, its word for the kind, message. */
    protected record Refused(int status, String message) {}

    /** What a valid request asks for. */
    protected record Asked(String model, boolean stream, JsonNode body, Received received) {}

    /** The prefix of all routes, with the version. */
    public abstract URI baseUrl();

    /** The type of a provider node that speaks this dialect. */
    public abstract String nodeType();

    /** {@code chat} or {@code responses} for the OpenAI type, else empty. */
    public Optional<String> apiType() {
        return Optional.empty();
    }

    /** Why the vendor would not take the request before looking at its body. */
    protected abstract Optional<Refused> refusal(Received received);

    /** The answer to anything but the generation of content, such as the model list; empty = generation. */
    protected abstract Optional<Answer> aside(Received received);

    protected abstract Asked asked(Received received);

    /** The name of the oracle of the request. */
    protected abstract String oracle();

    /** What the vendor objects to beyond the shape of the body. */
    protected List<String> objections(Asked asked) {
        return List.of();
    }

    /** An error body in the vendor's grammar. */
    protected abstract String error(int status, String message);

    /** A complete answer. */
    protected abstract Object reply(Asked asked, Scenario.Play play);

    /** Each event of a streamed answer with its framing. */
    protected abstract List<String> events(Asked asked, Scenario.Play play);

    /** The first events of a stream that carry content, and the event that says that it failed. */
    protected abstract List<String> broken(Asked asked, Scenario.Play play);

    /** How many events go out before a stream is cut or falls silent. */
    protected abstract int intro();

    protected abstract boolean answersTools(JsonNode body);

    /** Whether the last thing said is a tool's answer. */
    protected abstract boolean endsInToolResult(JsonNode body);

    /** The header that carries the vendor's request id. */
    protected abstract String requestIdHeader();

    protected abstract String streamType(Asked asked);

    /** Gives it one more thing to be asked by GET; whoever sends its key along, in whatever header, gets this JSON. */
    public final Vendor door(String path, String json) {
        doors.put(path, json);
        return this;
    }

    public final int port() {
        return server.port();
    }

    /** The only credential that is accepted. */
    public final String key() {
        return key;
    }

    public final List<Exchange> exchanges() {
        return server.exchanges();
    }

    public final List<Received> received() {
        return exchanges().stream().map(Exchange::received).toList();
    }

    /** The newest exchange. */
    public final Exchange last() {
        return exchanges().getLast();
    }

    /** What a real vendor would have complained about. */
    public final List<String> violations() {
        return violations;
    }

    /** Exchanges that are neither answered nor left. */
    public final long openExchanges() {
        return exchanges().stream().filter(Exchange::open).count();
    }

    /** Connections that are open, idle ones of a pool included. */
    public final int connections() {
        return server.connections();
    }

    /** Forgets everything it saw. */
    public final void forget() {
        exchanges().clear();
        violations.clear();
    }

    @Override
    public final void close() {
        server.close();
    }

    private Answer answer(Received received) {
        var id = "req_sim_" + requests.incrementAndGet();
        return decided(received).with(requestIdHeader(), id).with("x-sim-unknown", "kept?");
    }

    private Answer decided(Received received) {
        received.headers().keySet().stream().filter(PRIVATE::contains)
                .forEach(name -> violations.add("private header " + name));
        var door = doors.get(received.path());
        if (door != null && received.method().equals("GET")) {
            boolean known = received.headers().values().stream().flatMap(List::stream)
                    .anyMatch(value -> value.endsWith(key));
            return known ? Answer.json(200, door) : refuse(new Refused(401, "no such key"));
        }
        var refused = refusal(received);
        if (refused.isPresent()) {
            return refuse(refused.get());
        }
        var aside = aside(received);
        if (aside.isPresent()) {
            return aside.get();
        }
        return generated(received);
    }

    private Answer refuse(Refused refused) {
        violations.add(refused.status() + " " + refused.message());
        return Answer.json(refused.status(), error(refused.status(), refused.message()));
    }

    private Answer generated(Received received) {
        if (!received.header("content-type").orElse("").startsWith("application/json")) {
            return refuse(new Refused(415, "content-type must be application/json"));
        }
        Asked asked;
        try {
            asked = asked(received);
        } catch (java.io.UncheckedIOException e) {
            return refuse(new Refused(400, "We could not parse the JSON body of your request."));
        }
        if (!asked.model().equals("sim-raw")) {
            var objections = new ArrayList<>(Oracle.of(oracle()).objections(received.text()));
            objections.addAll(objections(asked));
            if (!objections.isEmpty()) {
                return refuse(new Refused(400, String.join("; ", objections)));
            }
        }
        return played(asked);
    }

    private Answer played(Asked asked) {
        int status = Scenario.status(asked.model());
        if (status != 0) {
            return failure(status);
        }
        if (asked.model().equals("sim-image") && !asked.received().text().contains(Scenario.PIXEL)) {
            return refuse(new Refused(400, "the picture did not arrive as it was sent"));
        }
        if (asked.model().equals("sim-raw")) {
            return raw(asked);
        }
        boolean answered = Scenario.agent(asked.model()) ? endsInToolResult(asked.body()) : answersTools(asked.body());
        var play = answered ? Scenario.afterTools() : Scenario.play(asked.model());
        return asked.stream() ? streamed(asked, play) : complete(asked, play);
    }

    private Answer failure(int status) {
        var answer = Answer.json(status, error(status, Scenario.ERROR_MESSAGE));
        return status == 429 || status == 503 || status == 529 ? answer.with("retry-after", "7") : answer;
    }

    private Answer complete(Asked asked, Scenario.Play play) {
        if (asked.model().equals("sim-midstream-error")) {
            return failure(500);
        }
        var body = Json.pretty(reply(asked, play)).getBytes(StandardCharsets.UTF_8);
        int half = body.length / 2;
        var answer = Answer.json(200, "");
        answer = new Answer(200, answer.headers(),
                List.of(java.util.Arrays.copyOf(body, half), java.util.Arrays.copyOfRange(body, half, body.length)),
                false, Answer.Ending.COMPLETE, Duration.ZERO, Duration.ZERO);
        return switch (asked.model()) {
            // a complete answer has no endless form: what never ends in a stream never begins here
            case "sim-silent-stream", "sim-endless" -> answer.keeping(0).ending(Answer.Ending.SILENCE);
            default -> Scenario.shape(asked.model(), answer, 1);
        };
    }

    private Answer streamed(Asked asked, Scenario.Play play) {
        boolean fails = asked.model().equals("sim-midstream-error");
        var pieces = new ArrayList<byte[]>();
        for (var event : fails ? broken(asked, play) : events(asked, play)) {
            pieces.add(event.getBytes(StandardCharsets.UTF_8));
        }
        return Scenario.shape(asked.model(), Answer.stream(streamType(asked), pieces), intro());
    }

    private Answer raw(Asked asked) {
        var name = "/vendors/" + getClass().getSimpleName() + (asked.stream() ? ".sse" : ".json");
        try (var in = Vendor.class.getResourceAsStream(name)) {
            var bytes = java.util.Objects.requireNonNull(in, name).readAllBytes();
            return asked.stream()
                    ? Answer.stream(streamType(asked), List.of(bytes)).torn(11)
                    : Answer.json(200, new String(bytes, StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One event in SSE; the name is left out where the vendor has none. */
    protected static String sse(Optional<String> name, Object data) {
        return name.map(it -> "event: " + it + "\n").orElse("") + "data: "
                + (data instanceof String text ? text : Json.line(data)) + "\n\n";
    }

    /** The check of a route and of a bearer token that both OpenAI APIs share. */
    protected final Optional<Refused> bearerRefusal(Received received, String route) {
        if (!received.path().equals(route) && !received.path().equals("/v1/models")) {
            return Optional.of(new Refused(404, "Invalid URL (" + received.method() + " " + received.path() + ")"));
        }
        if (!received.method().equals(received.path().equals("/v1/models") ? "GET" : "POST")) {
            return Optional.of(new Refused(405, "Not allowed to " + received.method() + " on " + received.path()));
        }
        if (!received.header("authorization").orElse("").equals("Bearer " + key)) {
            return Optional.of(new Refused(401, "Incorrect API key provided."));
        }
        if (!received.query().isEmpty()) {
            return Optional.of(new Refused(400, "Unknown query " + received.query()));
        }
        return foreignCredential(received, Set.of("x-api-key", "x-goog-api-key"));
    }

    /** A second credential beside the right one is one that was meant for somebody else. */
    protected static Optional<Refused> foreignCredential(Received received, Set<String> names) {
        return received.headers().keySet().stream().filter(names::contains).findFirst()
                .map(name -> new Refused(400, "Unexpected credential in " + name));
    }

    protected static Answer models(Object... entries) {
        return Answer.json(200, Json.line(obj("object", "list", "data", List.of(entries))));
    }
}
