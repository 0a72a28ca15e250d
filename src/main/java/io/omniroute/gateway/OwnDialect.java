package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.stream.Observation;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.translation.Dialect;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Repairs;
import io.omniroute.translation.RequestHead;
import io.omniroute.translation.RequestReader;
import io.omniroute.translation.SameDialectEdit;
import io.omniroute.translation.Translation;
import io.omniroute.translation.shaping.OwnShaping;
import io.omniroute.translation.shaping.OwnShaping.Shaped;
import io.omniroute.translation.stages.Shaping;
import io.omniroute.upstream.OutboundRequest;
import io.omniroute.upstream.framing.Framing;
import io.omniroute.upstream.framing.JsonArrayFraming;
import io.omniroute.upstream.framing.SseFraming;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The short cut: both sides speak one dialect, so bytes go through but for the edits of L-3. */
final class OwnDialect implements Speaking {
    private static final String JSON = "application/json";

    private final Inbound inbound;
    private final Asked asked;
    private final Leg leg;
    private final Dialect dialect;
    private final Repairs repairs;
    private final Shaping shaping;
    private final Supplier<Translation> translation;
    private final Supplier<Shaped> shaped = new Once<>(this::shape);

    /**
     * @param repairs what the provider's answers need to be what the dialect demands
     * @param shaping what the operator wants changed
     * @param translation made only when the upstream answers in the other form than asked, or to shape the request
     */
    OwnDialect(Inbound inbound, Asked asked, Leg leg, Repairs repairs, Shaping shaping,
            Supplier<Translation> translation) {
        this.inbound = inbound;
        this.asked = asked;
        this.leg = leg;
        this.dialect = Dialects.of(leg.endpoint().format());
        this.repairs = repairs;
        this.shaping = shaping;
        this.translation = translation;
    }

    @Override
    public OutboundRequest outbound() {
        byte[] body = shaping.inForce() ? shaped.get().body() : repairs.request(edited(), asked.head());
        Inbound.PathTarget path = inbound.target().orElseGet(this::impliedPath);
        return new OutboundRequest(body, inbound.headers(), path.action(), path.query(), asked.streaming());
    }

    private byte[] edited() {
        return SameDialectEdit.apply(inbound.body().bytes(), asked.head(), leg.model(), asked.streaming());
    }

    /** A system message that came in is repaired like those that were there. */
    private Shaped shape() {
        Format format = leg.endpoint().format();
        Shaped own = OwnShaping.apply(edited(), format, shaping, this::pattern);
        RequestHead head = format == Format.OPENAI ? RequestReader.read(own.body(), format) : asked.head();
        return new Shaped(repairs.request(own.body(), head), own.dropped());
    }

    private Optional<byte[]> pattern() {
        try {
            return Optional.of(translation.get().request().body());
        } catch (GatewayException e) { // what only this dialect understands
            return Optional.empty();
        }
    }

    /** A body that came in by a door whose path says nothing; towards most dialects the path is all the endpoint's. */
    private Inbound.PathTarget impliedPath() {
        return leg.endpoint().format() == Format.GEMINI
                ? Inbound.PathTarget.of(asked.streaming())
                : Inbound.PathTarget.NONE;
    }

    @Override
    public Map<String, String> headers() {
        return shaping.inForce() ? Interpreted.droppedHeader(shaped.get().dropped()) : Map.of();
    }

    @Override
    public Framing framing() {
        return asked.form() == StreamForm.SERVER_SENT_EVENTS ? new SseFraming() : new JsonArrayFraming();
    }

    @Override
    public boolean complete(String contentType) {
        boolean array = asked.streaming() && asked.form() == StreamForm.JSON_ARRAY;
        return asked.streaming()
                ? !array && contentType.startsWith(JSON)
                : !contentType.startsWith("text/event-stream");
    }

    @Override
    public Passage passage() {
        Optional<Translation> hub = hub();
        if (hub.isPresent()) {
            return new ThroughHub(hub.get());
        }
        boolean withhold = leg.endpoint().format() == Format.OPENAI && !asked.head().includeUsage();
        return new ShortCut(dialect.observer(), repairs.stream(), withhold);
    }

    @Override
    public Whole whole(byte[] body, String contentType) {
        Observation seen = dialect.observeReply(body);
        Observation.StreamFailure failure = seen.failure();
        if (failure != null) {
            throw new GatewayException(new Failure.Broken(failure.status(), failure.message()));
        }
        if (seen.unreadable()) {
            throw new GatewayException(new Failure.Broken(502, "Invalid JSON response from provider"));
        }
        Optional<Translation> hub = hub();
        if (hub.isPresent()) {
            return new Whole(hub.get().encode(hub.get().decode(body)), JSON, seen);
        }
        return new Whole(repairs.body(body), contentType.isEmpty() ? JSON : contentType, seen);
    }

    /** Where the answer has to be understood. A request only this provider understands is answered as it comes. */
    private Optional<Translation> hub() {
        try {
            return repairs.throughHub() ? Optional.of(translation.get()) : Optional.empty();
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    @Override
    public Translation translation() {
        return translation.get();
    }
}
