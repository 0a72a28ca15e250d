package io.omniroute.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omniroute.api.sse.EventForm;
import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.ErrorReply;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.cases.Case;
import io.omniroute.testkit.cases.Checks;
import io.omniroute.testkit.cases.Invariants;
import io.omniroute.testkit.cases.ReplyView;
import io.omniroute.testkit.cases.StreamView;
import io.omniroute.testkit.cases.UpstreamBytes;
import io.omniroute.translation.Translation.Circumstances;
import io.omniroute.translation.stages.ThinkTags;
import io.omniroute.upstream.framing.ConnectFraming;
import io.omniroute.upstream.framing.EventStreamFraming;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.SseFraming;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** All cases of the specification that need translation, played through the pure functions. */
class TranslationCasesTest {
    private static final int[] CHUNKS = {1, 2, 3, 7, 64, Integer.MAX_VALUE};
    private static final long NOW = 1_760_000_000L;

    @Test
    void theSpecificationIsAtHand() {
        assumeFalse(Case.all().isEmpty(), () -> "no specification at " + Case.folder().toAbsolutePath());

        assertThat(Case.all()).hasSizeGreaterThanOrEqualTo(176);
    }

    @TestFactory
    Stream<DynamicTest> casesHold() {
        return Case.all().stream().filter(it -> !it.sameFormat())
                .map(it -> DynamicTest.dynamicTest(it.toString(), () -> holds(it)));
    }

    private static void holds(Case test) {
        var checks = new Checks();
        try {
            play(test, checks);
        } catch (GatewayException e) {
            refused(test, e.failure(), checks);
        }
        assertThat(checks.violations()).as(test.toString()).isEmpty();
    }

    private static void play(Case test, Checks checks) {
        ClientDialect client = Dialects.client(format(test.clientFormat()));
        byte[] body = test.clientBody().getBytes(UTF_8);
        ChatRequest asked = Translation.decode(client, body, test.requestedModel(), test.streams());
        Target target = target(test);
        Translation translation = Translation.of(asked, client, Dialects.upstream(format(test.upstreamFormat())),
                target, new Circumstances(TranslationSettings.DEFAULT, ThinkTags.PLAIN, NOW));
        checks.that(test.callsUpstream(), "the request should have been refused");
        request(test, translation, checks);
        if (test.upstreamStatus() >= 300) {
            throw new GatewayException(new Failure.Rejected(test.upstreamStatus(), "application/json",
                    test.upstreamBody().getBytes(UTF_8), test.upstreamHeaders()));
        }
        if (test.upstreamStreams() && test.streams()) {
            for (int size : CHUNKS) {
                stream(test, translation, size, checks);
            }
        } else if (test.upstreamStreams()) {
            reply(test, translation.encode(Folding.fold(events(test, translation, 7))), checks);
        } else if (test.streams()) {
            List<ChatEvent> events = Folding.unfold(translation.decode(test.upstreamBody().getBytes(UTF_8)));
            streamed(test, translation, events, checks);
        } else {
            reply(test, translation.encode(translation.decode(test.upstreamBody().getBytes(UTF_8))), checks);
        }
    }

    private static Format format(String id) {
        return Format.of(id).orElseThrow();
    }

    private static Target target(Case test) {
        var overrides = new EnumMap<Ability, Boolean>(Ability.class);
        test.capabilities().properties().forEach(it -> Ability.of(it.getKey())
                .ifPresent(ability -> overrides.put(ability, it.getValue().asBoolean())));
        JsonNode most = test.capabilities().path("maxOutput");
        Capabilities able = CapabilityRules.of(format(test.upstreamFormat()), test.provider(), test.upstreamModel(),
                most.isNumber() ? OptionalLong.of(most.asLong()) : OptionalLong.empty(), overrides);
        return new Target(test.provider(), test.upstreamModel(), able,
                test.streams() || able.can(Ability.STREAM_ONLY), Map.of("connection", "c1", "project", "p"),
                new Ids(test.id()));
    }

    private static void request(Case test, Translation translation, Checks checks) {
        if (test.upstreamFormat().equals("cursor")) {
            return; // protobuf; its own tests read it
        }
        JsonNode sent = Json.tree(translation.request().body());
        test.expected("upstream_request").ifPresent(expected -> {
            checks.oracle(expected.path("oracle"), sent);
            checks.assertions(expected.path("assert"), sent, translation.request().headers(), "");
        });
    }

    private static void reply(Case test, byte[] body, Checks checks) {
        JsonNode received = Json.tree(body);
        JsonNode expected = test.expected("client_response").orElseThrow();
        checks.oracle(expected.path("oracle"), received);
        checks.assertions(expected.path("assert"), received, Map.of(), "");
    }

    private static List<ChatEvent> events(Case test, Translation translation, int chunk) {
        byte[] bytes = UpstreamBytes.of(test.upstreamStream());
        Framing framing = switch (test.upstreamStream().path("format").asText("sse")) {
            case "aws-event-stream" -> new EventStreamFraming();
            case "connect-frames" -> new ConnectFraming();
            default -> new SseFraming();
        };
        List<Frame> frames = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += chunk) {
            frames.addAll(framing.feed(bytes, from, (int) Math.min(bytes.length, (long) from + chunk)));
            if (chunk == Integer.MAX_VALUE) {
                break;
            }
        }
        frames.addAll(framing.end());
        List<ChatEvent> events = new ArrayList<>();
        StreamState<Frame, ChatEvent> state = translation.decoder();
        for (Frame frame : frames) {
            StreamState.Step<Frame, ChatEvent> step = state.on(frame);
            state = step.next();
            events.addAll(step.out());
        }
        events.addAll(state.end());
        return events;
    }

    private static void stream(Case test, Translation translation, int chunk, Checks checks) {
        streamed(test, translation, events(test, translation, chunk), checks);
    }

    private static void streamed(Case test, Translation translation, List<ChatEvent> events, Checks checks) {
        refuseWhatFailedBeforeContent(events);
        boolean array = test.clientFormat().equals("gemini") && !test.clientQuery().contains("alt=sse");
        EventForm form = EventForm.of(format(test.clientFormat()),
                array ? StreamForm.JSON_ARRAY : StreamForm.SERVER_SENT_EVENTS);
        var text = new ByteArrayOutputStream();
        boolean failed = false;
        StreamState<ChatEvent, ClientEvent> state = translation.encoder();
        for (ChatEvent event : events) {
            StreamState.Step<ChatEvent, ClientEvent> step = state.on(event);
            state = step.next();
            for (ClientEvent out : step.out()) {
                failed = event instanceof ChatEvent.Failed;
                text.writeBytes(failed ? form.failure(out) : form.event(out));
            }
        }
        text.writeBytes(failed ? new byte[0] : form.closing());
        StreamView view = array ? StreamView.ofArray(text.toString(UTF_8)) : StreamView.ofSse(text.toString(UTF_8));
        judge(test, view, checks);
        if (!failed) {
            wholeAgrees(test, translation, events, view, checks);
        }
    }

    /** Nothing is committed yet, so the client gets an ordinary error (stream rules, section 2). */
    private static void refuseWhatFailedBeforeContent(List<ChatEvent> events) {
        for (ChatEvent event : events) {
            if (event instanceof ChatEvent.Failed failed) {
                throw new GatewayException(new Failure.Broken(failed.status(), failed.message()));
            }
            if (event.commits()) {
                return;
            }
        }
    }

    private static void judge(Case test, StreamView view, Checks checks) {
        JsonNode expected = test.expected("client_stream").orElseThrow();
        view.events().forEach(event -> {
            if (event.path("data").isObject() && !event.path("data").has("error")) {
                checks.oracle(expected.path("oracle"), event.path("data"));
            }
        });
        boolean usage = Json.tree(test.clientBody()).at("/stream_options/include_usage").asBoolean();
        Invariants.check(expected.path("invariants").asText(), view, usage, checks);
        checks.assertions(expected.path("assert"), view.view(test.clientFormat()), Map.of(), "");
    }

    /** The same call without streaming gives the same answer (cases' README, cross-checks). */
    private static void wholeAgrees(Case test, Translation translation, List<ChatEvent> events, StreamView view,
            Checks checks) {
        ChatReply reply = Folding.fold(events);
        JsonNode whole = Json.tree(translation.encode(reply));
        ObjectNode streamed = view.view(test.clientFormat());
        String difference = ReplyView.difference(streamed, ReplyView.of(test.clientFormat(), whole),
                !streamed.path("usage").isNull());
        checks.that(difference.isEmpty(), "stream and complete answer differ in " + difference);
    }

    private static void refused(Case test, Failure failure, Checks checks) {
        JsonNode expected = test.expected("client_error").orElse(null);
        if (expected == null) {
            checks.that(false, "refused: " + failure);
            return;
        }
        ErrorReply reply = Dialects.client(format(test.clientFormat())).error(failure, "request-1");
        JsonNode body = Json.tree(reply.body());
        checks.that(reply.status() == expected.path("status").asInt(), "status " + reply.status());
        checks.that(test.callsUpstream() || failure instanceof Failure.Refused, "refused too late: " + failure);
        checks.oracle(expected.path("oracle"), body);
        var headers = new java.util.HashMap<String, String>();
        RetryHints.of(failure).ifPresent(wait -> headers.put("retry-after", Long.toString(wait.toSeconds())));
        checks.assertions(expected.path("assert"), body, headers, "");
    }
}
