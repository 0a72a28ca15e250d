package io.omniroute.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.cache.ResponseCache.Hit;
import io.omniroute.cache.ResponseCache.Validity;
import io.omniroute.domain.cache.AnswerSink;
import io.omniroute.domain.cache.KeptAnswer;
import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResponseCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ResponseCache.Text TEXT = new ResponseCache.Text(JsonText::write, JsonText::parse);
    private final Heard sink = new Heard();

    private static final class Heard implements AnswerSink {
        final List<KeptAnswer> kept = new ArrayList<>();
        final List<String> reused = new ArrayList<>();
        int forgotten;

        @Override
        public void keep(KeptAnswer answer) {
            kept.add(answer);
        }

        @Override
        public void reused(String signature) {
            reused.add(signature);
        }

        @Override
        public void forget() {
            forgotten++;
        }
    }

    private ResponseCache cache(int most) {
        return new ResponseCache(ResponseCache.Limits.of(most), sink, TEXT);
    }

    private static Signature signature(int number) {
        return new Signature("%064x".formatted(number));
    }

    private static ChatReply says(String text) {
        return ended(FinishReason.STOP, new Part.Text(text));
    }

    private static ChatReply ended(FinishReason reason, Part... parts) {
        return new ChatReply("r", "m-1", 7, Optional.empty(), List.of(new Choice(List.of(parts), reason)),
                Optional.of(new Usage(10, 5)));
    }

    private void put(ResponseCache cache, int number, ChatReply reply, Instant now) {
        cache.put(signature(number), Optional.of("k1"), reply, "p/m", new Validity(now, HOUR));
    }

    @Test
    void keptAnswerIsGivenUntilItsTimeIsOver() {
        var cache = cache(10);
        put(cache, 1, says("Hi"), NOON);

        assertThat(cache.get(signature(1), NOON.plus(HOUR).minusMillis(1))).contains(new Hit(says("Hi"), "p/m"));
        assertThat(cache.get(signature(2), NOON)).isEmpty();
        assertThat(cache.get(signature(1), NOON.plus(HOUR))).isEmpty();

        assertThat(cache.stats()).isEqualTo(new CacheStats(0, 1, 2));
        assertThat(cache.stats().hitRate()).isEqualTo(1.0 / 3);
        assertThat(cache.tokensSaved()).isEqualTo(15);
        assertThat(sink.reused).containsExactly(signature(1).hex());
    }

    @ParameterizedTest
    @EnumSource
    void onlyAnswersThatEndedAsTheyShouldAreKept(FinishReason reason) {
        var cache = cache(10);

        put(cache, 1, ended(reason, new Part.Text("x")), NOON);

        boolean whole = reason == FinishReason.STOP || reason == FinishReason.TOOL_CALLS;
        assertThat(cache.get(signature(1), NOON).isPresent()).isEqualTo(whole);
        assertThat(sink.kept).hasSize(whole ? 1 : 0);
    }

    @Test
    void largeAnswerIsNotKept() {
        var cache = cache(10);

        put(cache, 1, says("x".repeat(1 << 20)), NOON);

        assertThat(cache.get(signature(1), NOON)).isEmpty();
        assertThat(sink.kept).isEmpty();
    }

    @Test
    void memoryOfAllAnswersIsBounded() {
        var cache = new ResponseCache(new ResponseCache.Limits(100, 1_000, 2_000), sink, TEXT);
        for (int i = 0; i < 10; i++) {
            put(cache, i, says("x".repeat(700)), NOON);
        }

        assertThat(cache.stats().entries()).isEqualTo(2);
        assertThat(cache.get(signature(9), NOON)).isPresent();
    }

    /** Seeded, against the plainest thing that could be right. */
    @Test
    void leastRecentlyUsedAnswersMakeRoom() {
        var cache = cache(5);
        Map<Integer, ChatReply> naive = new LinkedHashMap<>();
        var random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            int number = random.nextInt(9);
            ChatReply known = naive.remove(number);
            if (random.nextBoolean()) {
                known = says("answer " + i);
                put(cache, number, known, NOON);
            } else {
                assertThat(cache.get(signature(number), NOON).map(Hit::reply)).isEqualTo(Optional.ofNullable(known));
            }
            if (known != null) {
                naive.put(number, known);
            }
            if (naive.size() > 5) {
                naive.remove(naive.keySet().iterator().next());
            }
        }
        assertThat(cache.stats().entries()).isEqualTo(naive.size());
    }

    @Test
    void restartGivesEveryKindOfAnswerAgain() {
        var google = new io.omniroute.domain.chat.Signature(io.omniroute.domain.chat.Signature.Origin.GOOGLE, "s");
        var first = new Choice(0,
                List.of(new Part.Reasoning("hm", Optional.of(google)), new Part.Redacted("d"), new Part.Mark(google),
                        new Part.Text("\u00e4\"\n"), new Part.Refusal("no"),
                        new Part.ToolCall("c", "f", "{\"a\": 1.0}", true, Optional.of(google)),
                        new Part.Image(new Media.Inline("image/png", "AA")),
                        new Part.Image(new Media.Remote("http://a/b"))),
                List.of(new Annotation(1, 2, "t", "u")), Optional.of(Json.Obj.of("content", Json.Arr.EMPTY)),
                new Finish(FinishReason.TOOL_CALLS, Optional.of("tool_use"), Optional.of("END")));
        var reply = new ChatReply("id", "m", 5, Optional.of("flex"), List.of(first), Optional.of(new Usage(1, 2,
                OptionalLong.of(3), OptionalLong.of(4), OptionalLong.of(5), OptionalLong.of(6))));
        put(cache(10), 1, reply, NOON);

        var second = cache(10);
        second.fill(sink.kept);

        assertThat(second.get(signature(1), NOON)).contains(new Hit(reply, "p/m"));
        assertThat(sink.kept.getFirst()).hasToString("KeptAnswer[" + signature(1).hex() + ", p/m]");
    }

    @Test
    void restartLeavesOutWhatItCannotRead() {
        var cache = cache(10);
        Instant later = NOON.plus(HOUR);

        cache.fill(List.of(kept(1, "no JSON", later), kept(2, "[]", later), kept(3, "{\"id\":\"x\"}", later),
                kept(4, JsonText.write(ReplyForm.write(says("ok"))), later)));

        assertThat(cache.stats().entries()).isEqualTo(1);
        assertThat(cache.get(signature(4), NOON)).isPresent();
    }

    private static KeptAnswer kept(int number, String reply, Instant expires) {
        return new KeptAnswer(signature(number).hex(), "p/m", reply, 3, NOON, expires, Optional.empty());
    }

    @Test
    void restartRemembersTheNewestWhereThereIsNoRoomForAll() {
        var cache = cache(2);
        String reply = JsonText.write(ReplyForm.write(says("ok")));

        cache.fill(List.of(kept(3, reply, NOON.plus(HOUR)), kept(2, reply, NOON.plus(HOUR)),
                kept(1, reply, NOON.plus(HOUR))));

        assertThat(cache.get(signature(1), NOON)).isEmpty();
        assertThat(cache.get(signature(3), NOON)).isPresent();
    }

    @Test
    void clearedCacheKnowsNothing() {
        var cache = cache(10);
        put(cache, 1, says("Hi"), NOON);

        assertThat(cache.clear()).isEqualTo(1);

        assertThat(cache.get(signature(1), NOON)).isEmpty();
        assertThat(sink.forgotten).isEqualTo(1);
    }
}
