package io.omniroute.journal;

import io.omniroute.domain.log.LoggedRequest;
import io.omniroute.domain.log.StageFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A request that ended, with stages as a test wants them. */
final class Played implements LoggedRequest {
    final AtomicInteger closed = new AtomicInteger();
    private final String source;
    private final String target;
    private final String model;
    private final Instant arrived;
    private final Supplier<List<StageFile>> stages;

    Played(String source, String target, String model, Instant arrived) {
        this(source, target, model, arrived, () -> List.of(stage(StageFile.CLIENT_REQUEST, "{\"model\":\"x\"}")));
    }

    Played(String source, String target, String model, Instant arrived, Supplier<List<StageFile>> stages) {
        this.source = source;
        this.target = target;
        this.model = model;
        this.arrived = arrived;
        this.stages = stages;
    }

    static StageFile stage(String name, String content) {
        return new StageFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Instant arrived() {
        return arrived;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public List<StageFile> stages() {
        return stages.get();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
