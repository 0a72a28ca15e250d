package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.omniroute.cache.Caches;
import io.omniroute.cache.Eligibility;
import io.omniroute.cache.ResponseCache;
import io.omniroute.domain.Format;
import io.omniroute.domain.cache.AnswerSink;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.gateway.Inbound.Marks;
import io.omniroute.gateway.Inbound.Wishes;
import io.omniroute.translation.json.JsonText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedAnswersTest {
    private static final String CHAT = "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";
    private static final String COLD = ",\"temperature\":0";

    private static ScriptedExecutor.Answer good() {
        return ScriptedExecutor.json(200, Speech.CHAT.goodReply());
    }

    private static Caches caches(Duration dedupWindow) {
        return Caches.of(new Eligibility(false, dedupWindow, false), Duration.ofHours(1),
                new ResponseCache(ResponseCache.Limits.DEFAULT, AnswerSink.NOWHERE,
                        new ResponseCache.Text(JsonText::write, JsonText::parse)),
                System::nanoTime);
    }

    private static Corridor remembering(ScriptedExecutor.Answer... answers) {
        return Corridor.remembering(Speech.CHAT, new ScriptedExecutor(answers), caches(Duration.ZERO));
    }

    private static Corridor sharing(ScriptedExecutor.Answer... answers) {
        return Corridor.remembering(Speech.CHAT, new ScriptedExecutor(answers), caches(Duration.ofMinutes(1)));
    }

    private static Inbound chat(String members) {
        return Corridor.inbound(Format.OPENAI, CHAT.formatted(members), Optional.empty());
    }

    private static Inbound by(Inbound inbound, Caller caller, Marks marks) {
        return new Inbound(inbound.requestId(), inbound.door(), caller, inbound.headers(), inbound.target(),
                inbound.provider(), new Wishes(false, false, "", marks), inbound.body(), inbound.arrived(),
                inbound.times());
    }

    private static Caller key(String id, boolean noLog) {
        return new Caller(Optional.of(new ApiKey(id, id, "hash", "preview", "machine", true, noLog, false, List.of(),
                null, null, Instant.EPOCH)));
    }

    @Test
    void secondRequestIsAnsweredWithoutAnAccount() {
        try (var corridor = remembering(good())) {
            var first = corridor.serve(chat(COLD));
            var second = corridor.serve(chat(",\"temperature\":0.0,\"user\":\"ann\""));

            assertThat(first.headers).containsEntry("X-OmniRoute-Cache", "MISS");
            assertThat(second.headers).containsEntry("X-OmniRoute-Cache", "HIT")
                    .containsEntry("X-OmniRoute-Attempts", "0").containsEntry("X-OmniRoute-Model", "m");
            assertThat(second.status).isEqualTo(200);
            assertThat(second.text()).contains("\"object\":\"chat.completion\"");
            assertThat(corridor.upstreams.legs).hasSize(1);
            UsageEntry row = corridor.booked.entries.getLast();
            assertThat(row.status()).isEqualTo(UsageEntry.CACHED);
            assertThat(row.success()).isTrue();
            assertThat(row.unpriced()).isFalse();
            assertThat(row.costUsd()).isEqualTo(BigDecimal.ZERO);
            assertThat(row.tokens()).isEqualTo(TokenUsage.NONE);
            assertThat(row.connectionId()).isNull();
            assertThat(row.model()).isEqualTo("m");
            assertThat(corridor.caches.answers().tokensSaved()).isPositive();
        }
    }

    @Test
    void answerIsGivenInAnotherDialectThanItWasKept() {
        try (var corridor = remembering(good())) {
            corridor.serve(chat(COLD + ",\"max_tokens\":9"));

            var client = corridor.serve(Corridor.inbound(Format.CLAUDE, "{\"model\":\"p/m\",\"max_tokens\":9,"
                    + "\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", Optional.empty()));

            assertThat(client.headers).containsEntry("X-OmniRoute-Cache", "HIT");
            assertThat(client.text()).contains("\"type\":\"message\"");
            assertThat(corridor.upstreams.legs).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"temperature\":0.1", ",\"temperature\":0,\"n\":2"})
    void otherRequestsAreNeitherKeptNorMarked(String members) {
        try (var corridor = remembering(good(), good())) {
            corridor.serve(chat(members));
            var client = corridor.serve(chat(members));

            assertThat(corridor.upstreams.legs).hasSize(2);
            assertThat(client.headers).doesNotContainKey("X-OmniRoute-Cache");
        }
    }

    @Test
    void streamsAreNeverCached() {
        try (var corridor = remembering(Speech.CHAT.streamAnswer(Speech.CHAT.goodStream()),
                Speech.CHAT.streamAnswer(Speech.CHAT.goodStream()))) {
            corridor.serve(chat(COLD + ",\"stream\":true"));
            corridor.serve(chat(COLD + ",\"stream\":true"));

            assertThat(corridor.upstreams.legs).hasSize(2);
            assertThat(corridor.caches.answers().stats().entries()).isZero();
        }
    }

    @Test
    void keysThatWantNoLogAndRequestsThatWantNoCacheAreLeftAlone() {
        var noCache = new Marks("", Optional.empty(), Optional.empty(), Optional.empty(), true);
        try (var corridor = remembering(good(), good(), good())) {
            corridor.serve(by(chat(COLD), key("k1", true), Marks.NONE));
            corridor.serve(by(chat(COLD), Caller.LOCAL, noCache));
            assertThat(corridor.caches.answers().stats()).isEqualTo(new io.omniroute.cache.CacheStats(0, 0, 0));

            corridor.serve(chat(COLD));
            assertThat(corridor.upstreams.legs).hasSize(3);
        }
    }

    @Test
    void keysDoNotShareAnswers() {
        try (var corridor = remembering(good(), good())) {
            corridor.serve(by(chat(COLD), key("k1", false), Marks.NONE));
            corridor.serve(by(chat(COLD), key("k2", false), Marks.NONE));

            assertThat(corridor.upstreams.legs).hasSize(2);
        }
    }

    @Test
    void refusalsAreNotKept() {
        var bad = ScriptedExecutor.json(400, "{\"error\":{\"message\":\"no\"}}");
        try (var corridor = sharing(bad, good())) {
            var refused = corridor.serve(chat(COLD));
            var served = corridor.serve(chat(COLD));

            assertThat(refused.status).isEqualTo(400);
            assertThat(served.status).isEqualTo(200);
        }
    }

    /** L14: whatever they say of the temperature, unless it is above 0. */
    @ParameterizedTest
    @ValueSource(strings = {COLD, ""})
    void hundredEqualRequestsMakeOneCall(String members) throws Exception {
        var released = new CountDownLatch(1);
        ScriptedExecutor.Answer slow = (request, cancellation) -> {
            awaitQuietly(released);
            return good().to(request, cancellation);
        };
        try (var corridor = sharing(slow); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RecordingChannel>> clients = new ArrayList<>();
            IntStream.range(0, 100).forEach(i -> clients.add(threads.submit(() -> corridor.serve(chat(members)))));
            await().until(() -> corridor.caches.flights().stats().hits() == 99);
            released.countDown();

            for (Future<RecordingChannel> client : clients) {
                assertThat(client.get().status).isEqualTo(200);
                assertThat(client.get().text()).isEqualTo(Speech.CHAT.goodReply());
            }
            assertThat(corridor.upstreams.legs).hasSize(1);
        }
    }

    private static GatewaySettings watching() {
        GatewaySettings plain = Corridor.settings();
        return new GatewaySettings(plain.headersTimeout(), plain.completeTimeout(), plain.firstContentTimeout(),
                plain.idleTimeout(), plain.chatterTimeout(), plain.heartbeat(), true, false, Map.of());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void othersAreAnsweredWhenTheFirstClientLeaves() throws Exception {
        var asked = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        ScriptedExecutor.Answer slow = (request, cancellation) -> {
            asked.countDown();
            awaitQuietly(released);
            assertThat(cancellation.cancelled()).isFalse();
            return good().to(request, cancellation);
        };
        var socket = new ClientSocket(20128, "127.0.0.1", 41_000);
        Set<ClientSocket> left = ConcurrentHashMap.newKeySet();
        var seen = new CountDownLatch(1);
        ClientSockets sockets = waiting -> {
            if (!left.isEmpty()) {
                seen.countDown();
            }
            return left;
        };
        var upstreams = new ScriptedExecutor(slow);
        var leaver = new RecordingChannel(1, socket);
        try (var corridor = Corridor.remembering(Speech.CHAT, upstreams, caches(Duration.ofMinutes(1)), watching(),
                sockets); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> corridor.serve(chat(""), leaver));
            asked.await();
            var others = IntStream.range(0, 5).mapToObj(i -> threads.submit(() -> corridor.serve(chat("")))).toList();
            await().until(() -> corridor.caches.flights().stats().hits() == 5);
            left.add(socket);
            seen.await();
            released.countDown();

            for (Future<RecordingChannel> other : others) {
                assertThat(other.get().text()).isEqualTo(Speech.CHAT.goodReply());
            }
            assertThat(upstreams.legs).hasSize(1);
        }
    }

    @Test
    void failureIsToldToAllThatWaited() throws Exception {
        var released = new CountDownLatch(1);
        var bad = ScriptedExecutor.json(400, "{\"error\":{\"message\":\"no such thing\"}}");
        ScriptedExecutor.Answer slow = (request, cancellation) -> {
            awaitQuietly(released);
            return bad.to(request, cancellation);
        };
        try (var corridor = sharing(slow); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = IntStream.range(0, 9).mapToObj(i -> threads.submit(() -> corridor.serve(chat("")))).toList();
            await().until(() -> corridor.caches.flights().stats().hits() == 8);
            released.countDown();

            for (Future<RecordingChannel> client : clients) {
                assertThat(client.get().status).isEqualTo(400);
                assertThat(client.get().text()).contains("no such thing");
            }
            assertThat(corridor.upstreams.legs).hasSize(1);
        }
    }

    @Test
    void warmRequestsAndRequestsWithToolsMakeTheirOwnCalls() {
        String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";
        try (var corridor = sharing(good(), good(), good(), good())) {
            corridor.serve(chat(",\"temperature\":1"));
            corridor.serve(chat(",\"temperature\":1"));
            corridor.serve(chat(tools));
            corridor.serve(chat(tools));

            assertThat(corridor.upstreams.legs).hasSize(4);
        }
    }

    // idempotency

    private static Marks named(String idempotencyKey, String requestId) {
        return new Marks("", Optional.empty(), Optional.ofNullable(idempotencyKey), Optional.ofNullable(requestId),
                false);
    }

    @Test
    void repeatUnderTheSameKeyGetsTheSameAnswer() {
        try (var corridor = remembering(good())) {
            var first = corridor.serve(by(chat(",\"temperature\":1"), Caller.LOCAL, named("a", null)));
            var second = corridor.serve(by(chat(",\"temperature\":1"), Caller.LOCAL, named("a", null)));

            assertThat(first.headers).doesNotContainKey("X-OmniRoute-Idempotent");
            assertThat(second.headers).containsEntry("X-OmniRoute-Idempotent", "true").containsAllEntriesOf(
                    first.headers);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(corridor.upstreams.legs).hasSize(1);
            assertThat(corridor.booked.entries.getLast().costUsd()).isEqualTo(BigDecimal.ZERO);
        }
    }

    @Test
    void refusalIsRepeatedButAServerErrorIsNot() {
        var bad = ScriptedExecutor.json(400, "{\"error\":{\"message\":\"no\"}}");
        try (var corridor = remembering(bad)) {
            corridor.serve(by(chat(""), Caller.LOCAL, named("a", null)));
            var second = corridor.serve(by(chat(""), Caller.LOCAL, named("a", null)));

            assertThat(second.status).isEqualTo(400);
            assertThat(second.headers).containsKey("X-OmniRoute-Idempotent");
        }
        try (var corridor = remembering(ScriptedExecutor.fails(new Failure.Internal()), good())) {
            var first = corridor.serve(by(chat(""), Caller.LOCAL, named("a", null)));
            var second = corridor.serve(by(chat(""), Caller.LOCAL, named("a", null)));

            assertThat(first.status).isEqualTo(500);
            assertThat(second.status).isEqualTo(200);
        }
    }

    @Test
    void otherBodyUnderTheKeyIsRefusedAndUnderARequestIdServed() {
        try (var corridor = remembering(good(), good(), good())) {
            corridor.serve(by(chat(""), Caller.LOCAL, named("a", null)));
            var refused = corridor.serve(by(chat(",\"top_p\":1"), Caller.LOCAL, named("a", null)));
            corridor.serve(by(chat(""), Caller.LOCAL, named(null, "a")));
            var served = corridor.serve(by(chat(",\"top_p\":1"), Caller.LOCAL, named(null, "a")));

            assertThat(refused.status).isEqualTo(422);
            assertThat(refused.text()).contains("idempotency_key_reused");
            assertThat(served.status).isEqualTo(200);
        }
    }

    @Test
    void secondOfTwoAtOnceWaitsAndAStreamIsNotDoubled() throws Exception {
        var released = new CountDownLatch(1);
        ScriptedExecutor.Answer slow = (request, cancellation) -> {
            awaitQuietly(released);
            return good().to(request, cancellation);
        };
        ScriptedExecutor.Answer slowStream = (request, cancellation) -> {
            awaitQuietly(released);
            return Speech.CHAT.streamAnswer(Speech.CHAT.goodStream()).to(request, cancellation);
        };
        String stream = ",\"stream\":true";
        try (var corridor = remembering(slow, slowStream); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> corridor.serve(by(chat(""), Caller.LOCAL, named("a", null))));
            await().until(() -> corridor.upstreams.legs.size() == 1);
            var second = threads.submit(() -> corridor.serve(by(chat(""), Caller.LOCAL, named("a", null))));
            threads.submit(() -> corridor.serve(by(chat(stream), Caller.LOCAL, named("s", null))));
            await().until(() -> corridor.upstreams.legs.size() == 2);
            var doubled = corridor.serve(by(chat(stream), Caller.LOCAL, named("s", null)));
            released.countDown();

            assertThat(doubled.status).isEqualTo(409);
            assertThat(second.get().text()).isEqualTo(first.get().text());
            assertThat(second.get().headers).containsKey("X-OmniRoute-Idempotent");
            assertThat(corridor.upstreams.legs).hasSize(2);
        }
    }
}
