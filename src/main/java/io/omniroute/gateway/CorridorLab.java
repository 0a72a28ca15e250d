package io.omniroute.gateway;

import io.omniroute.catalog.Catalog;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.lab.ReadyRequest;
import io.omniroute.domain.lab.Sample;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.domain.lab.Translated;
import io.omniroute.domain.lab.TranslationLab;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.gateway.LabInputs.Read;
import io.omniroute.routing.Plan;
import io.omniroute.routing.Planner;
import io.omniroute.routing.Planning;
import io.omniroute.routing.ProviderScope;
import io.omniroute.routing.Resolution;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.SameDialectEdit;
import io.omniroute.translation.Translation;
import io.omniroute.translation.UpstreamDialect.Encoded;
import io.omniroute.upstream.OutboundRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The corridor as the translator page uses it: the same dialects, names, accounts and executor as every request. */
public final class CorridorLab implements TranslationLab {
    private final Supplier<Snapshot> snapshots;
    private final Catalog catalog;
    private final Interpreter interpreter;
    private final CallPreview calls;
    private final ChatPipeline pipeline;
    private final Map<String, String> baseUrls;

    public CorridorLab(Supplier<Snapshot> snapshots, Catalog catalog, Interpreter interpreter, CallPreview calls,
            ChatPipeline pipeline, GatewaySettings settings) {
        this.snapshots = snapshots;
        this.catalog = catalog;
        this.interpreter = interpreter;
        this.calls = calls;
        this.pipeline = pipeline;
        this.baseUrls = settings.baseUrls();
    }

    @Override
    public Translated toHub(Sample sample) {
        Read read = LabInputs.read(sample);
        return translated(HubForm.FORMAT, read.modelOrNone(), read.stream(),
                HubForm.of(hub(sample, read), sample.format(), read.modelOrNone(), read.stream()));
    }

    @Override
    public Translated toFormat(Sample sample, Format target) {
        if (!target.ofProviders()) {
            throw new GatewayException(Failure.Refused.of(400, "unsupported_format",
                    "No provider speaks " + target + ": it is a source only"));
        }
        Read read = LabInputs.read(sample);
        return inFormat(sample, read, target, read.modelOrNone());
    }

    private static Translated inFormat(Sample sample, Read read, Format target, String model) {
        if (sample.format() == target) {
            byte[] body = SameDialectEdit.apply(sample.body(), read.head(), model, read.stream());
            return new Translated(target, model, read.stream(), body, List.of());
        }
        return translated(target, model, read.stream(),
                HubForm.of(hub(sample, read), sample.format(), target, model, read.stream()));
    }

    @Override
    public Translated toProvider(Sample sample, String provider) {
        Read read = LabInputs.read(sample);
        Snapshot snapshot = snapshots.get();
        Resolution.Found found = resolve(provider, read.model(), snapshot, Optional.empty());
        if (sample.format() != found.reach().format()
                && Planner.plan(found, snapshot, baseUrls) instanceof Plan plan) {
            Leg leg = plan.legs().getFirst();
            return translated(leg.endpoint().format(), leg.model(), read.stream(),
                    interpreter.translation(hub(sample, read), sample.format(), leg, read.stream()));
        }
        return inFormat(sample, read, found.reach().format(), found.upstreamModel());
    }

    @Override
    public PreparedCall call(ReadyRequest ready) {
        Snapshot snapshot = snapshots.get();
        Resolution.Found found = resolve(ready.provider(), LabInputs.model(ready), snapshot, ready.format());
        Plan plan = switch (Planner.plan(found, snapshot, baseUrls)) {
            case Plan it -> it;
            case Planning.NotPlanned not -> throw new GatewayException(not.failure());
        };
        Leg leg = plan.legs().getFirst();
        boolean stream = LabInputs.stream(ready);
        PathTarget path = leg.endpoint().path().contains("{action}") ? PathTarget.of(stream) : PathTarget.NONE;
        var request = new OutboundRequest(ready.body(), Map.of(), path.action(), path.query(), stream);
        return calls.of(leg, request).orElseThrow(() -> new GatewayException(Failure.Refused.of(400,
                "no_preview", "What is sent to this provider cannot be shown")));
    }

    @Override
    public SentAnswer send(ReadyRequest ready, String requestId) {
        String model = LabInputs.model(ready);
        Resolution.Found found = resolve(ready.provider(), model, snapshots.get(), ready.format());
        Format format = found.reach().format();
        LabInputs.spoken(format);
        Inbound inbound = LabInputs.inbound(ready, format, model, requestId);
        var channel = new LabChannel();
        Thread.ofVirtual().name("omniroute-lab").start(() -> {
            try {
                pipeline.serve(inbound, channel);
            } finally {
                channel.end();
            }
        });
        return channel.answer();
    }

    private Resolution.Found resolve(String provider, String model, Snapshot snapshot, Optional<Format> door) {
        return switch (ProviderScope.resolve(provider, model, snapshot, catalog, door)) {
            case Resolution.Found found -> found;
            case Resolution.NotResolved not -> throw new GatewayException(not.failure());
        };
    }

    private static ChatRequest hub(Sample sample, Read read) {
        LabInputs.spoken(sample.format());
        return Translation.decode(Dialects.client(sample.format()), sample.body(), read.modelOrNone(), read.stream());
    }

    private static Translated translated(Format format, String model, boolean stream, Translation translation) {
        Encoded encoded = translation.request();
        return new Translated(format, model, stream, encoded.body(), encoded.dropped());
    }
}
