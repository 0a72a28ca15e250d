package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.fails;
import static io.omniroute.gateway.ScriptedExecutor.html;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static io.omniroute.gateway.ScriptedExecutor.neverAnswers;
import static io.omniroute.gateway.ScriptedExecutor.reply;
import static io.omniroute.gateway.ScriptedExecutor.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.log.CallStep;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.testkit.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of an upstream, towards every client dialect, streamed and whole, from every upstream dialect, alone, before
 * a healthy account and before a healthy model: one complete answer while nothing was committed and somebody is healthy,
 * else the dialect's error; never a made-up end, never a hang, never more calls than the budget.
 */
@Timeout(120)
class FaultMatrixTest {
    private static final String ERROR = "{\"error\":{\"message\":\"%s\",\"type\":\"x\",\"code\":null}}";
    private static final int MOST_CALLS = 3;
    private static final Logger LINES = Logger.getLogger("io.omniroute.requests");
    private static final List<String> LAST_WORDS = List.of("[DONE]", "message_stop", "response.completed",
            "\"finish_reason\":\"", "finishReason");

    @BeforeAll
    static void quiet() {
        LINES.setLevel(Level.OFF);
    }

    @AfterAll
    static void loudAgain() {
        LINES.setLevel(null);
    }

    /** What the first leg does; {@code upstream} is the dialect it should have spoken. */
    record Fault(String name, Making making) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("LIMIT_IN_SECONDS", (upstream, streamed) -> limited("Retry-After", "7")),
                new Fault("LIMIT_UNTIL_A_DATE",
                        (upstream, streamed) -> limited("Retry-After", "Fri, 20 Nov 2099 10:00:00 GMT")),
                new Fault("LIMIT_WITH_RESET_HEADERS",
                        (upstream, streamed) -> limited("x-ratelimit-reset-requests", "1m2.5s",
                                "x-ratelimit-remaining-requests", "0", "x-ratelimit-limit-requests", "60")),
                new Fault("LIMIT_BY_ANTHROPIC", (upstream, streamed) -> limited("anthropic-ratelimit-requests-reset",
                        "2099-11-20T10:00:00Z", "anthropic-ratelimit-requests-remaining", "0")),
                new Fault("LIMIT_IN_WORDS",
                        (upstream, streamed) -> json(429, ERROR.formatted("Rate limit reached, retry after 20s"))),
                new Fault("LIMIT_BY_GOOGLE", (upstream, streamed) -> json(429,
                        "{\"error\":{\"code\":429,\"message\":\"x\",\"details\":[{\"retryDelay\":\"33s\"}]}}")),
                new Fault("LIMIT_OF_18_DAYS", (upstream, streamed) -> limited("Retry-After", "1555200")),
                new Fault("SERVER_ERROR", (upstream, streamed) -> json(500, ERROR.formatted("boom"))),
                new Fault("PAGE_OF_A_PROXY", (upstream, streamed) -> html(503, "<html><body>503</body></html>")),
                new Fault("OVERLOADED", (upstream, streamed) -> json(529, ERROR.formatted("Overloaded"))),
                new Fault("UNAUTHORIZED", (upstream, streamed) -> json(401, ERROR.formatted("no"))),
                new Fault("OUT_OF_CREDIT", (upstream, streamed) -> json(402, ERROR.formatted("pay"))),
                new Fault("NO_SUCH_MODEL", (upstream, streamed) -> json(404, ERROR.formatted("no such model"))),
                new Fault("REFUSED", (upstream, streamed) -> fails(new Failure.Unreachable("connection refused"))),
                new Fault("HANGS_BEFORE_HEADERS", (upstream, streamed) -> neverAnswers()),
                new Fault("HANGS_AFTER_HEADERS",
                        (upstream, streamed) -> streamed ? ScriptedExecutor.eventsThenSilence("")
                                : ScriptedExecutor.jsonThenSilence("")),
                new Fault("CUT_AT_NOTHING", (upstream, streamed) -> cut(upstream, streamed, 0)),
                new Fault("CUT_IN_THE_FIRST_EVENT", (upstream, streamed) -> cut(upstream, streamed, 20)),
                new Fault("ERROR_IN_A_SUCCESS", (upstream, streamed) -> json(200, ERROR.formatted("inside"))),
                new Fault("ERROR_IN_THE_STREAM",
                        (upstream, streamed) -> streamed ? ScriptedExecutor.events(errorEvent(upstream))
                                : json(200, ERROR.formatted("inside"))),
                new Fault("GARBAGE",
                        (upstream, streamed) -> reply(200, streamed ? "text/event-stream" : "application/json",
                                stream(streamed ? "data: {]\n\ndata: ??\n\ndata: {{\n\n" : "?? not json"))),
                new Fault("NOT_UTF8",
                        (upstream, streamed) -> reply(200, streamed ? "text/event-stream" : "application/json",
                                new java.io.ByteArrayInputStream(
                                        new byte[]{(byte) 0xff, (byte) 0xfe, 0, 1, '\n', '\n'}))),
                new Fault("NOTHING_IN_IT",
                        (upstream, streamed) -> streamed ? ScriptedExecutor.events("data: " + hollow(upstream) + "\n\n")
                                : json(200, hollow(upstream))),
                new Fault("NOTHING_AT_ALL",
                        (upstream, streamed) -> reply(200, streamed ? "text/event-stream" : "application/json",
                                stream(""))));
    }

    private interface Making {
        ScriptedExecutor.Answer of(Speech upstream, boolean streamed);
    }

    private static ScriptedExecutor.Answer limited(String... headers) {
        return json(429, ERROR.formatted("slow down"), headers);
    }

    private static ScriptedExecutor.Answer cut(Speech upstream, boolean streamed, int at) {
        byte[] whole = streamed ? upstream.goodStream() : upstream.goodReply().getBytes(UTF_8);
        byte[] part = Arrays.copyOf(whole, at);
        return reply(200, streamed ? "text/event-stream" : "application/json", ScriptedExecutor.lostAfter(part));
    }

    /** A success of the chat API without a choice; what the others call empty is an answer of theirs. */
    private static String hollow(Speech upstream) {
        return upstream == Speech.CHAT
                ? "{\"id\":\"chatcmpl-12345678\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[]}"
                : "?";
    }

    private static String errorEvent(Speech upstream) {
        return switch (upstream) {
            case MESSAGES -> "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                    + "\"message\":\"Overloaded\"}}\n\n";
            case RESPONSES -> "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\","
                    + "\"message\":\"boom\",\"param\":null,\"sequence_number\":0}\n\n";
            default -> "data: {\"error\":{\"message\":\"boom\",\"code\":500,\"type\":\"server_error\"}}\n\n";
        };
    }

    /** Who else could serve. */
    enum Others {
        NOBODY, SECOND_ACCOUNT, SECOND_MODEL
    }

    private record Case(Fault fault, Speech client, boolean streamed, Speech upstream, Others others) {
        boolean mayServe() {
            return others != Others.NOBODY;
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultBeforeTheFirstContentIsNotSeenWhileSomebodyIsHealthy(Fault fault) throws Exception {
        try (var threads = Executors.newFixedThreadPool(24, Thread.ofVirtual().factory())) {
            List<Callable<Void>> cases = new ArrayList<>();
            for (Case each : cases(fault)) {
                cases.add(() -> {
                    check(each);
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(cases)) {
                rethrow(done);
            }
        }
    }

    private static void rethrow(Future<Void> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError failed ? failed : new AssertionError(e.getCause());
        }
    }

    private static List<Case> cases(Fault fault) {
        return Stream.of(Speech.values())
                .flatMap(client -> Stream.of(true, false)
                        .flatMap(streamed -> upstreams(client)
                                .flatMap(upstream -> Stream.of(Others.values())
                                        .map(others -> new Case(fault, client, streamed, upstream, others)))))
                .toList();
    }

    /** Who asks Gemini for an array gets one from Gemini. */
    private static Stream<Speech> upstreams(Speech client) {
        Speech gemini = client.array() ? Speech.GEMINI_ARRAY : Speech.GEMINI;
        return Stream.of(Speech.CHAT, Speech.MESSAGES, Speech.RESPONSES, gemini);
    }

    private static void check(Case each) {
        Upstream upstream = new Upstream(each);
        try (var corridor = new Corridor(each.client(), upstream.executor(), snapshot(each), settings(each))) {
            Inbound inbound = each.streamed() ? each.client().streamed() : each.client().complete();
            RecordingChannel client = corridor.serve(named(inbound, each));
            String what = each + " " + client.status + " " + client.text();

            assertThat(upstream.calls()).as(what).isLessThanOrEqualTo(MOST_CALLS);
            assertThat(corridor.watch.count()).as(what).isZero();
            if (each.mayServe()) {
                whole(each, corridor, client, what);
            } else {
                failed(each, corridor, client, what);
            }
        }
    }

    private static void whole(Case each, Corridor corridor, RecordingChannel client, String what) {
        UsageEntry booked = corridor.booked.only();
        assertThat(client.status).as(what).isEqualTo(200);
        assertThat(booked.status()).as(what).isEqualTo(UsageEntry.OK);
        assertThat(client.failureEvents).as(what).isZero();
        assertThat(client.headers.get("X-OmniRoute-Attempts")).as(what).isEqualTo("2");
        if (each.streamed()) {
            assertThat(LAST_WORDS).as(what).anyMatch(client.text()::contains);
        } else {
            assertThat(Json.tree(client.text()).hasNonNull("error")).as(what).isFalse();
        }
        assertThat(corridor.called.getFirst().steps()).as(what).extracting(CallStep::outcome)
                .containsExactly(CallStep.FAILED, CallStep.OK);
    }

    private static void failed(Case each, Corridor corridor, RecordingChannel client, String what) {
        UsageEntry booked = corridor.booked.only();
        assertThat(client.status).as(what).isGreaterThanOrEqualTo(400);
        assertThat(booked.status()).as(what).isEqualTo(UsageEntry.ERROR);
        assertThat(Json.tree(client.text()).findValue("error")).as(what).isNotNull();
        assertThat(LAST_WORDS).as(what).noneMatch(client.text()::contains);
        if (client.status == 429 || client.status == 503) {
            assertThat(retryAfter(client)).as(what).isBetween(1L, Duration.ofDays(8).toSeconds());
        }
    }

    private static long retryAfter(RecordingChannel client) {
        return client.headers.entrySet().stream().filter(it -> it.getKey().equalsIgnoreCase("retry-after"))
                .map(Map.Entry::getValue).mapToLong(it -> it.matches("\\d+") ? Long.parseLong(it) : 60).findFirst()
                .orElse(-1);
    }

    private static Inbound named(Inbound inbound, Case each) {
        if (each.others() != Others.SECOND_MODEL) {
            return inbound;
        }
        String body = new String(inbound.body().bytes(), UTF_8).replace("\"p/m\"", "\"both\"");
        return Corridor.inbound(inbound.door(), body,
                inbound.target().map(it -> new Inbound.PathTarget("both", it.action(), it.query())));
    }

    /** Short enough for a test where somebody hangs, long enough for a machine that is busy. */
    private static GatewaySettings settings(Case each) {
        Duration soon = each.fault().name().startsWith("HANGS") ? Duration.ofMillis(2_500) : Corridor.LONG;
        return new GatewaySettings(soon, soon, soon, Corridor.LONG, Corridor.LONG, Duration.ZERO, false, false,
                Map.of());
    }

    private static Snapshot snapshot(Case each) {
        ProviderNode one = node("one", "p", each);
        ProviderNode other = node("two", "q", each);
        var first = Given.account("first", one.id(), 1, Given.NOW);
        return switch (each.others()) {
            case NOBODY -> Given.nothing().nodes(one).with(first).snapshot();
            case SECOND_ACCOUNT -> Given.nothing().nodes(one)
                    .with(first, Given.account("healthy", one.id(), 2, Given.NOW)).snapshot();
            case SECOND_MODEL -> Given.nothing().nodes(one, other)
                    .with(first, Given.account("healthy", other.id(), 1, Given.NOW))
                    .combos(new Combo("c1", "both", List.of(new Combo.Entry("p/m", 0), new Combo.Entry("q/m", 0)),
                            ComboStrategy.PRIORITY, ComboConfig.NONE, true, Given.NOW, Given.NOW))
                    .snapshot();
        };
    }

    private static ProviderNode node(String id, String prefix, Case each) {
        var type = each.upstream().node();
        return new ProviderNode(type.idPrefix() + id, type, "My " + id, prefix, "http://127.0.0.1:1/v1", Given.NOW,
                Given.NOW);
    }

    /** The first account fails in its way as often as it is asked, the healthy one answers. */
    private record Upstream(Case each, List<String> asked) {
        Upstream(Case each) {
            this(each, java.util.Collections.synchronizedList(new ArrayList<>()));
        }

        int calls() {
            return asked.size();
        }

        ByAccount executor() {
            return new ByAccount((account, request) -> {
                asked.add(account);
                if (account.equals("first")) {
                    return each.fault().making().of(each.upstream(), request.stream());
                }
                return request.stream()
                        ? each.upstream().streamAnswer(each.upstream().goodStream())
                        : json(200, each.upstream().goodReply());
            });
        }
    }
}
