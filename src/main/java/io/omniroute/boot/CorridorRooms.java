package io.omniroute.boot;

import io.omniroute.api.ProcNetSockets;
import io.omniroute.gateway.GatewaySettings;
import io.omniroute.admin.ComboAdmin;
import io.omniroute.admin.ComboFigures;
import io.omniroute.admin.ComboMemory;
import io.omniroute.admin.ComboTrial;
import io.omniroute.admin.RouteAdmin;
import io.omniroute.admin.RouteState;
import io.omniroute.admin.TranslatorAdmin;
import io.omniroute.admin.UsageAdmin;
import io.omniroute.boot.config.GatewayConfiguration;
import io.omniroute.gateway.Books;
import io.omniroute.gateway.CallPreview;
import io.omniroute.gateway.ChatPipeline;
import io.omniroute.gateway.Chronicle;
import io.omniroute.gateway.CorridorLab;
import io.omniroute.gateway.CorridorProbe;
import io.omniroute.gateway.Guards;
import io.omniroute.gateway.Interpreter;
import io.omniroute.gateway.Shortcuts;
import io.omniroute.gateway.TokenCounter;
import io.omniroute.gateway.UpstreamSide;
import io.omniroute.gateway.Watch;
import io.omniroute.security.Lockouts;
import io.omniroute.translation.stages.LearnedTags;
import io.omniroute.translation.stages.TokenEstimate;
import io.omniroute.upstream.DefaultExecutor;
import io.omniroute.usage.ComboMetrics;
import java.time.Duration;

/** The corridor with all it walks past, and what shows it to operators. */
final class CorridorRooms implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    final Watch watch;
    final UpstreamSide side;
    final ChatPipeline pipeline;
    final TokenCounter tokenCounter;
    final UsageAdmin usage;
    final LearnedTags tags = new LearnedTags();
    final ComboAdmin combos;
    final ComboFigures comboFigures;
    final RouteAdmin routes;
    final ComboTrial comboTrial;
    final TranslatorAdmin translator;

    CorridorRooms(Ground ground, EntranceRooms entrance, ResilienceRooms resilience, BookRooms books) {
        GatewayConfiguration configuration = ground.configuration;
        GatewaySettings settings = Settings.gateway(configuration);
        watch = new Watch(settings, new ProcNetSockets());
        var executor = new DefaultExecutor(ground.transport, ground.security.vault());
        var metrics = new ComboMetrics(ground.clock);
        side = UpstreamRooms.side(executor, resilience.upstreams, resilience.affinity, metrics);
        var interpreter = new Interpreter(ground.snapshots, ground.catalog, Settings.translation(configuration),
                tags, ground.clock);
        var calls = new CallPreview(nowhere -> new DefaultExecutor(nowhere, ground.security.vault()));
        Chronicle chronicle = books.chronicle(interpreter, calls);
        pipeline = new ChatPipeline(ground.snapshots, ground.catalog, side, interpreter, watch,
                new Books(books.usageWriter, ground.catalog, books.telemetry, ground.snapshots, chronicle),
                new Shortcuts(Settings.bypass(configuration), books.caches, ground.clock),
                new Guards(who -> entrance.lockouts.lockedFor(Lockouts.Kind.KEY, who), books.money.budgets),
                settings);
        tokenCounter = new TokenCounter(ground.snapshots, ground.catalog, executor, interpreter, TokenEstimate::of,
                settings.baseUrls());

        usage = new UsageAdmin(ground.database.usage(), ground.database.reports(), new WatchedRequests(watch),
                ground.snapshots, ground.start.dataDirectory(), ground.clock);
        combos = new ComboAdmin(ground.stores.combos(), ground.catalog, ground.snapshots,
                new ComboMemory(side.counters(), metrics), ground.desk);
        comboFigures = new ComboFigures(metrics, ground.snapshots, ground.desk);
        routes = new RouteAdmin(ground.catalog, ground.snapshots, new RouteState(side.upstreams(), side.rotation(),
                side.counters(), configuration.routing().unknownModel()), ground.json, side.random());
        comboTrial = new ComboTrial(ground.catalog, ground.snapshots, new CorridorProbe(pipeline), ground.desk);
        translator = new TranslatorAdmin(
                new CorridorLab(ground.snapshots, ground.catalog, interpreter, calls, pipeline, settings),
                chronicle.history(), ground.json, ground.start.dataDirectory(), ground.desk);
    }

    /** Lets running streams finish. */
    @Override
    public void close() {
        pipeline.stop(DRAIN);
        watch.close();
    }
}
