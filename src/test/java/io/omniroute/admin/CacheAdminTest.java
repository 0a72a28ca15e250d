package io.omniroute.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.cache.Eligibility;
import io.omniroute.cache.Caches;
import io.omniroute.cache.Idempotency.Entrance;
import io.omniroute.cache.Idempotency.Key;
import io.omniroute.cache.ResponseCache;
import io.omniroute.cache.SharedAnswer;
import io.omniroute.cache.Signature;
import io.omniroute.cache.SingleFlight;
import io.omniroute.cache.Told;
import io.omniroute.domain.cache.AnswerSink;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.translation.json.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheAdminTest {
    private static final Signature ONE = new Signature("1".repeat(64));
    @TempDir
    Path data;
    private final Caches caches = Caches.of(Eligibility.DEFAULTS, Duration.ofHours(1),
            new ResponseCache(ResponseCache.Limits.DEFAULT, AnswerSink.NOWHERE,
                    new ResponseCache.Text(JsonText::write, JsonText::parse)),
            System::nanoTime);
    private final KeptInMemory store = new KeptInMemory();

    private void remember() {
        var reply = new ChatReply("r", "m", 1, Optional.empty(),
                List.of(new Choice(List.of(new Part.Text("Hi")), FinishReason.STOP)), Optional.of(new Usage(3, 4)));
        caches.answers().put(ONE, Optional.empty(), reply, "p/m",
                new ResponseCache.Validity(Office.START, Duration.ofHours(1)));
        caches.answers().get(ONE, Office.START);
        var told = new Told(200, "application/json", Map.of(), new byte[1]);
        ((SingleFlight.Lead<SharedAnswer>) caches.flights().board(ONE)).flight()
                .landed(new SharedAnswer(told, "f", Optional.empty()), true);
        ((Entrance.First) caches.repeats().enter(new Key("s", "k", true), "h", false)).claim().answered(told);
        store.rows = 5;
    }

    @Test
    void everyCacheIsCounted() {
        remember();

        var overview = new CacheAdmin(caches, store, new Office(data).desk).overview();

        assertThat(overview).isEqualTo(new CacheAdmin.Overview(new CacheAdmin.Hits(1, 1, 0, 1), 500, 5, 7,
                new CacheAdmin.Hits(1, 0, 1, 0), 1, Duration.ofSeconds(5)));
    }

    @Test
    void clearingForgetsAllAndIsAudited() {
        remember();
        var office = new Office(data);

        int cleared = new CacheAdmin(caches, store, office.desk).clear(Office.ADMIN);

        assertThat(cleared).isEqualTo(7);
        assertThat(caches.answers().get(ONE, Office.START)).isEmpty();
        assertThat(caches.flights().stats().entries()).isZero();
        assertThat(caches.repeats().activeKeys()).isZero();
        assertThat(store.rows).isZero();
        assertThat(office.actions()).containsExactly("cache.clear");
    }

    @Test
    void databaseThatIsAwayIsShownAsSuch() {
        store.away = true;

        assertThat(new CacheAdmin(caches, store, new Office(data).desk).overview().kept()).isEqualTo(-1);
    }
}
