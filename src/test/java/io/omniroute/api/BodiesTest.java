package io.omniroute.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.failure.GatewayException;
import io.omniroute.gateway.RequestBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BodiesTest {
    private static final int KIB = 1024;
    private static final int MOST = 200 * KIB;

    /** Room for one largest body and nothing beside it. */
    private final BodyBudget budget = new BodyBudget(MOST, Duration.ofMillis(20));
    private final Bodies bodies = new Bodies(new DoorSettings(MOST, List.of()), budget);

    private static PlayedServlet post(int size, boolean announced) {
        return new PlayedServlet("/v1/messages").header("Content-Type", "application/json")
                .body(new ByteArrayInputStream(new byte[size]), announced ? size : -1);
    }

    private RequestBody read(PlayedServlet servlet) throws IOException {
        return bodies.read(servlet.request());
    }

    private static BodyBudget.Share taken(BodyBudget from, long bytes) {
        BodyBudget.Share share = from.open();
        share.grow(bytes);
        return share;
    }

    private boolean allRoomIsFree() {
        return roomFor(MOST);
    }

    private boolean roomFor(int bytes) {
        try {
            taken(budget, bytes).give();
            return true;
        } catch (GatewayException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "65536, true", "65537, true", "204800, true", "0, false", "1, false",
            "65535, false", "65536, false", "65537, false", "204800, false"})
    void aBodyWithinTheLimitIsReadAndItsRoomGivenBackOnce(int size, boolean announced) throws IOException {
        RequestBody body = read(post(size, announced));
        assertThat(allRoomIsFree()).isEqualTo(size <= BodyBudget.SMALL);

        body.release();
        body.release();

        assertThat(allRoomIsFree()).isTrue();
        BodyBudget.Share all = taken(budget, MOST);
        assertThat(roomFor(BodyBudget.SMALL + KIB)).as("no more room than there was").isFalse();
        all.give();
    }

    @ParameterizedTest
    @CsvSource({"204801, true", "1000000, true", "204801, false", "1000000, false"})
    void aLargerBodyIsRefusedAndHoldsNothing(int size, boolean announced) {
        assertThatThrownBy(() -> read(post(size, announced))).isInstanceOfSatisfying(GatewayException.class,
                thrown -> assertThat(thrown.failure().status()).isEqualTo(413));
        assertThat(allRoomIsFree()).isTrue();
    }

    /** The operator's limit may be below what counts as small. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSmallLimitHoldsForBodiesOfUnknownLengthToo(boolean announced) {
        var strict = new Bodies(new DoorSettings(100, List.of()), budget);

        assertThatThrownBy(() -> strict.read(post(101, announced).request())).isInstanceOfSatisfying(
                GatewayException.class, thrown -> assertThat(thrown.failure().status()).isEqualTo(413));
        assertThatThrownBy(() -> strict.read(post(BodyBudget.SMALL, announced).request()))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void aHugeAnnouncementIsRefusedUnread() {
        InputStream unread = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("read");
            }
        };
        var servlet = new PlayedServlet("/v1/messages").body(unread, Long.MAX_VALUE);

        assertThatThrownBy(() -> read(servlet)).isInstanceOf(GatewayException.class);
    }

    @Test
    void aBodyThatEndsEarlyIsTheClientsLossAndHoldsNothing() {
        var servlet = new PlayedServlet("/v1/messages").body(new ByteArrayInputStream(new byte[70 * KIB]), 100 * KIB);

        assertThatThrownBy(() -> read(servlet)).isInstanceOf(IOException.class);
        assertThat(allRoomIsFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostConnectionHoldsNothing(boolean announced) {
        InputStream lost = new SequenceInputStream(new ByteArrayInputStream(new byte[70 * KIB]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        });
        var servlet = new PlayedServlet("/v1/messages").body(lost, announced ? 100 * KIB : -1);

        assertThatThrownBy(() -> read(servlet)).isInstanceOf(IOException.class);
        assertThat(allRoomIsFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "APPLICATION/JSON",
            "application/vnd.api+json", " application/json ;x=y", ""})
    void jsonIsTaken(String type) throws IOException {
        PlayedServlet servlet = post(2, true).header("Content-Type", type);

        read(servlet).release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "application/jsonx", "application/xml",
            "application/x-www-form-urlencoded"})
    void anotherTypeIsRefused(String type) {
        assertThatThrownBy(() -> read(post(2, true).header("Content-Type", type))).isInstanceOfSatisfying(
                GatewayException.class, thrown -> assertThat(thrown.failure().status()).isEqualTo(415));
    }

    @Test
    void aMissingTypeIsTaken() throws IOException {
        read(new PlayedServlet("/v1/messages").body(new ByteArrayInputStream(new byte[2]), 2)).release();
    }

    @Test
    void whoWaitsTooLongForRoomIsToldToComeBack() {
        BodyBudget.Share all = taken(budget, MOST);

        assertThatThrownBy(() -> read(post(MOST, true))).isInstanceOfSatisfying(GatewayException.class, thrown -> {
            assertThat(thrown.failure().status()).isEqualTo(503);
            assertThat(thrown.failure().retryHint()).contains(Duration.ofSeconds(5));
        });
        all.give();
        assertThat(allRoomIsFree()).isTrue();
    }

    @Test
    void whoWaitsGetsTheRoomThatIsGivenBack() throws Exception {
        var patient = new BodyBudget(MOST, Duration.ofSeconds(10));
        BodyBudget.Share all = taken(patient, MOST);
        CompletableFuture<BodyBudget.Share> waiting = CompletableFuture.supplyAsync(() -> taken(patient, MOST));

        assertThat(waiting).isNotDone();
        all.give();

        waiting.get(5, TimeUnit.SECONDS).give();
    }

    @Test
    void aSmallBodyNeverWaits() {
        BodyBudget.Share all = taken(budget, MOST);

        taken(budget, BodyBudget.SMALL).give();
        all.give();
    }

    @Test
    void aBodyLargerThanAllRoomTakesAllOfIt() {
        BodyBudget.Share all = taken(budget, 100L * MOST);

        assertThat(allRoomIsFree()).isFalse();
        all.give();
        assertThat(allRoomIsFree()).isTrue();
    }
}
