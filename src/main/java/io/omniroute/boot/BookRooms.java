package io.omniroute.boot;

import io.omniroute.admin.CacheAdmin;
import io.omniroute.cache.Caches;
import io.omniroute.gateway.CallPreview;
import io.omniroute.gateway.Chronicle;
import io.omniroute.gateway.History;
import io.omniroute.gateway.Interpreter;
import io.omniroute.gateway.Tracing;
import io.omniroute.journal.FileRequestLog;
import io.omniroute.persistence.AnswerWriter;
import io.omniroute.persistence.UsageWriter;
import io.omniroute.usage.Telemetry;
import java.util.Optional;

/** What is kept of requests: usage, money, calls, answers and, where wanted, every stage. */
final class BookRooms implements AutoCloseable {
    final Telemetry telemetry = new Telemetry();
    final MoneyRooms money;
    final Caches caches;
    final CacheAdmin cacheAdmin;
    final UsageWriter usageWriter;
    final Optional<FileRequestLog> requestLog;
    private final AnswerWriter answerWriter;

    BookRooms(Ground ground) {
        answerWriter = new AnswerWriter(ground.database.answers(), ground.clock);
        caches = Settings.caches(ground.configuration, answerWriter);
        answerWriter.start(() -> caches.answers()
                .fill(ground.database.answers().newest(caches.answers().capacity(), ground.clock.instant())));
        cacheAdmin = new CacheAdmin(caches, ground.database.answers(), ground.desk);
        usageWriter = new UsageWriter(ground.database, ground.start.dataDirectory());
        money = new MoneyRooms(ground, usageWriter);
        requestLog = ground.configuration.log().requests()
                ? Optional.of(new FileRequestLog(ground.start.dataDirectory()))
                : Optional.empty();
    }

    Chronicle chronicle(Interpreter interpreter, CallPreview calls) {
        return new Chronicle(new History(), money.calls,
                requestLog.map(log -> new Tracing(log, interpreter, calls, traceBytes())));
    }

    /** An eighth of the heap for what the request log has yet to write. */
    private static long traceBytes() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** Writes what is queued. */
    @Override
    public void close() {
        requestLog.ifPresent(FileRequestLog::close);
        money.close();
        usageWriter.close();
        answerWriter.close();
    }
}
