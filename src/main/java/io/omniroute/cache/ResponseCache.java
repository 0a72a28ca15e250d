package io.omniroute.cache;

import io.omniroute.domain.cache.AnswerSink;
import io.omniroute.domain.cache.KeptAnswer;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Whole answers by the exact request they were given to (40 section 11: the "semantic cache"). The memory tier answers;
 * the store behind the sink fills it at start and is written behind the request path.
 */
public final class ResponseCache {
    private final Limits limits;
    private final AnswerSink sink;
    private final Text text;
    /** In the order of their last use. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder tokensSaved = new LongAdder();
    private long bytes;

    /**
     * How much is kept in memory.
     *
     * @param most answers
     * @param mostBytes of one answer's JSON text; a larger one is not kept anywhere
     * @param mostBytesTogether of all in memory
     */
    public record Limits(int most, int mostBytes, long mostBytesTogether) {
        public static final Limits DEFAULT = of(500);
        public static Limits of(int most) {
            return new Limits(most, 1 << 20, 64L << 20);
        }
    }

    /** JSON values as text and back; {@code read} is empty for what is no JSON. */
    public record Text(Function<Json, String> write, Function<String, Optional<Json>> read) {}

    /**
     * An answer that can be given again.
     *
     * @param model that gave it, {@code provider/model}
     */
    public record Hit(ChatReply reply, String model) {}

    private record Entry(ChatReply reply, String model, long tokens, int size, Instant expires) {}

    public ResponseCache(Limits limits, AnswerSink sink, Text text) {
        this.limits = limits;
        this.sink = sink;
        this.text = text;
    }

    /** Fills the memory with what was kept, given newest first; unreadable ones are left out. */
    public void fill(List<KeptAnswer> newestFirst) {
        newestFirst.reversed().forEach(kept -> text.read().apply(kept.reply())
                .flatMap(json -> json instanceof Json.Obj object ? ReplyForm.read(object) : Optional.empty())
                .ifPresent(reply -> add(kept.signature(), new Entry(reply, kept.model(), kept.tokens(),
                        size(kept.reply()), kept.expires()))));
    }

    /** The answer that an equal request got; counts the question and, if there is one, what it saves. */
    public Optional<Hit> get(Signature signature, Instant now) {
        Optional<Entry> found = find(signature.hex(), now);
        found.ifPresentOrElse(entry -> {
            hits.increment();
            tokensSaved.add(entry.tokens());
            sink.reused(signature.hex());
        }, misses::increment);
        return found.map(entry -> new Hit(entry.reply(), entry.model()));
    }

    /**
     * Keeps an answer, if it is whole: it ended regularly with a text or with tool calls, and is not too large.
     *
     * @param model that gave it, {@code provider/model}
     * @param validity from now on
     */
    public void put(Signature signature, Optional<String> apiKeyId, ChatReply reply, String model,
            Validity validity) {
        if (!worthKeeping(reply)) {
            return;
        }
        String json = text.write().apply(ReplyForm.write(reply));
        int size = size(json);
        if (size > limits.mostBytes()) {
            return;
        }
        long tokens = reply.usage().map(usage -> usage.totalOrSum()).orElse(0L);
        Instant expires = validity.now().plus(validity.life());
        add(signature.hex(), new Entry(reply, model, tokens, size, expires));
        sink.keep(new KeptAnswer(signature.hex(), model, json, tokens, validity.now(), expires, apiKeyId));
    }

    /** When an answer came and how long it counts. */
    public record Validity(Instant now, Duration life) {}

    /** Forgets what is in memory and what waits to be written. @return how many answers were in memory */
    public int clear() {
        int count;
        synchronized (entries) {
            count = entries.size();
            entries.clear();
            bytes = 0;
        }
        sink.forget();
        return count;
    }

    public CacheStats stats() {
        synchronized (entries) {
            return new CacheStats(entries.size(), hits.sum(), misses.sum());
        }
    }

    /** How many the memory holds at most. */
    public int capacity() {
        return limits.most();
    }

    /** What reused answers would have taken, since the start. */
    public long tokensSaved() {
        return tokensSaved.sum();
    }

    private static boolean worthKeeping(ChatReply reply) {
        return !reply.choices().isEmpty() && reply.choices().stream().allMatch(ResponseCache::whole);
    }

    private static boolean whole(Choice choice) {
        FinishReason reason = choice.finish().reason();
        return (reason == FinishReason.STOP || reason == FinishReason.TOOL_CALLS)
                && choice.parts().stream().allMatch(PartForm::knows);
    }

    private static int size(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    private Optional<Entry> find(String signature, Instant now) {
        synchronized (entries) {
            Entry entry = entries.get(signature);
            if (entry == null || entry.expires().isAfter(now)) {
                return Optional.ofNullable(entry);
            }
            entries.remove(signature);
            bytes -= entry.size();
            return Optional.empty();
        }
    }

    private void add(String signature, Entry entry) {
        synchronized (entries) {
            Entry former = entries.put(signature, entry);
            bytes += entry.size() - (former == null ? 0 : former.size());
            var oldest = entries.entrySet().iterator();
            while (entries.size() > limits.most() || bytes > limits.mostBytesTogether()) {
                bytes -= oldest.next().getValue().size();
                oldest.remove();
            }
        }
    }
}
