package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.log.CallEntry;
import io.omniroute.domain.route.Leg;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.upstream.http.Cancellation;
import io.omniroute.usage.Reservation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: what the watch needs to see of it and what the books need to know at its end. Written by the
 * request's own thread; the watch reads the volatile part and cancels.
 */
final class Exchange {
    /** What the request is waiting for, which decides the limit that applies. */
    enum Phase {
        DECIDING, HEADERS, COMPLETE_ANSWER, FIRST_CONTENT, STREAM, LEFTOVER, ENDED
    }

    /** By when, and the limit that set it. */
    record Deadline(long nanos, Duration limit) {}

    private final Inbound inbound;
    private volatile ClientChannel channel;
    private final PhaseClock clock;
    private final Company company = new Company();
    private final Decisions decisions = new Decisions();
    private final Consumption consumption = new Consumption();
    private final CountDownLatch over = new CountDownLatch(1);
    private final @Nullable Trace trace;
    private final @Nullable KeptBodies bodies;
    private final AtomicReference<@Nullable Cancellation> attempt = new AtomicReference<>();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile @Nullable Deadline deadline;
    private volatile boolean clientGone;
    private volatile boolean writing;
    private volatile @Nullable Failure ended;

    private volatile Phase phase = Phase.DECIDING;
    private volatile long phaseSince = System.nanoTime();
    private volatile long lastUpstreamByte = phaseSince;
    private volatile long lastMeaning = phaseSince;
    private volatile @Nullable StreamForm streamForm;
    private volatile Format dialect;

    private String requestedModel = "";
    private @Nullable String localProvider;
    private volatile @Nullable Leg leg;
    private int attempts;
    private @Nullable String combo;
    private @Nullable String conversation;
    private @Nullable Reservation reservation;
    private Runnable committing = () -> {};
    private int status;

    Exchange(Inbound inbound, ClientChannel channel) {
        this(inbound, channel, null, null);
    }

    /**
     * @param trace null while nobody keeps its stages
     * @param bodies null where nobody keeps them
     */
    Exchange(Inbound inbound, ClientChannel channel, @Nullable Trace trace, @Nullable KeptBodies bodies) {
        this.inbound = inbound;
        this.channel = channel;
        this.trace = trace;
        this.bodies = bodies;
        this.dialect = inbound.door();
        this.clock = new PhaseClock(inbound.times());
    }

    Inbound inbound() {
        return inbound;
    }

    ClientChannel channel() {
        return channel;
    }

    /** Puts something between the request and its client, before anything is said. */
    void through(UnaryOperator<ClientChannel> wrapping) {
        channel = wrapping.apply(channel);
    }

    /** Who else wants the answer. */
    Company company() {
        return company;
    }

    PhaseClock clock() {
        return clock;
    }

    Decisions decisions() {
        return decisions;
    }

    Consumption consumption() {
        return consumption;
    }

    /** Follows the request for the request log; null while nobody keeps its stages. */
    @Nullable
    Trace trace() {
        return trace;
    }

    // --- seen by the watch

    Phase phase() {
        return phase;
    }

    long phaseSince() {
        return phaseSince;
    }

    long lastUpstreamByte() {
        return lastUpstreamByte;
    }

    long lastMeaning() {
        return lastMeaning;
    }

    /** The form keep-alives take; empty when the answer is not streamed. */
    Optional<StreamForm> streamForm() {
        return Optional.ofNullable(streamForm);
    }

    Format dialect() {
        return dialect;
    }

    AtomicBoolean beating() {
        return beating;
    }

    boolean clientGone() {
        return clientGone;
    }

    /**
     * Ends the running attempt from outside; with {@link Failure.ClientGone} and at shutdown no further one starts. A
     * call others wait for goes on without its client.
     */
    void cancel(Failure reason, boolean forGood) {
        if (reason instanceof Failure.ClientGone) {
            clientGone = true;
            company.clientLeft(() -> end(reason, forGood));
        } else {
            end(reason, forGood);
        }
    }

    private void end(Failure reason, boolean forGood) {
        if (forGood) {
            ended = reason;
            over.countDown();
        }
        Cancellation running = attempt.get();
        if (running != null) {
            running.cancel(reason);
        }
    }

    /** Why no further attempt may start; empty while one may. */
    Optional<Failure> ended() {
        return Optional.ofNullable(ended);
    }

    /** Moment of {@link System#nanoTime} by which the model that is asked has to show content; empty while unlimited. */
    Optional<Deadline> deadline() {
        return Optional.ofNullable(deadline);
    }

    // --- told by the request's thread

    /** @param limit as it is told when it is over */
    void contentDueWithin(@Nullable Duration limit) {
        deadline = limit == null ? null : new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    /** Waits before another attempt; ends early when no further one may start. */
    void pause(Duration time) {
        try {
            if (over.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel(new Failure.ClientGone(), true);
        }
    }

    void answersIn(Format format, @Nullable StreamForm form) {
        dialect = format;
        streamForm = form;
    }

    void asksFor(String model) {
        requestedModel = model;
    }

    /** No upstream is asked: the gateway answers in this name. */
    void answersLocally(String provider) {
        localProvider = provider;
    }

    /** @param name of the combo that was asked for */
    void asksCombo(String name) {
        combo = name;
    }

    /** @param id of the conversation, as the client gave it */
    void belongsTo(String id) {
        conversation = id;
    }

    /** The budget's hold on this request. */
    void reserved(Reservation hold) {
        reservation = hold;
    }

    /** What is to be done when the answer of the running attempt begins to count. */
    void onCommit(Runnable action) {
        committing = action;
    }

    /** The answer of the running attempt is the one the client gets. */
    void commit() {
        committing.run();
    }

    /** Waits for another request; {@code leave} ends that from outside, at once when it is too late. */
    void waitsWith(Runnable leave) {
        var cancellation = new Cancellation();
        cancellation.onCancel(leave);
        attempt.set(cancellation);
        ended().ifPresent(cancellation::cancel);
    }

    /** A new attempt begins; a cancellation that came in between reaches it at once. */
    Cancellation begin(Leg next, Phase first) {
        var cancellation = new Cancellation();
        consumption.begin(leg);
        leg = next;
        attempts++;
        enter(first);
        attempt.set(cancellation);
        ended().ifPresent(cancellation::cancel);
        return cancellation;
    }

    void enter(Phase next) {
        long now = System.nanoTime();
        phaseSince = now;
        lastUpstreamByte = now;
        lastMeaning = now;
        phase = next;
    }

    /** While the client takes its time with a write, the upstream is not the silent one. */
    void writing(boolean now) {
        writing = now;
        if (!now) {
            lastUpstreamByte = System.nanoTime();
        }
    }

    boolean writing() {
        return writing;
    }

    void heardUpstream() {
        lastUpstreamByte = System.nanoTime();
    }

    void heardContent(int characters) {
        lastMeaning = System.nanoTime();
        consumption.content(characters, lastMeaning);
    }

    void answered(int sentStatus) {
        status = sentStatus;
    }

    // --- asked by the books

    String requestedModel() {
        return requestedModel;
    }

    /** The name in which the gateway answered itself; empty when it did not. */
    Optional<String> localProvider() {
        return Optional.ofNullable(localProvider);
    }

    Optional<Leg> leg() {
        return Optional.ofNullable(leg);
    }

    Optional<String> combo() {
        return Optional.ofNullable(combo);
    }

    Optional<String> conversation() {
        return Optional.ofNullable(conversation);
    }

    Optional<Reservation> reservation() {
        return Optional.ofNullable(reservation);
    }

    /** What the call log gets of the bodies; to be asked for once, at the end. */
    CallEntry.Bodies bodies() {
        return bodies == null ? CallEntry.Bodies.NONE : bodies.end();
    }

    int attempts() {
        return attempts;
    }

    /** HTTP status the client got; 0 when none was sent. */
    int status() {
        return status;
    }
}
