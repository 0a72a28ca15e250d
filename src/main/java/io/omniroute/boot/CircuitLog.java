package io.omniroute.boot;

import io.omniroute.audit.AuditTrail;
import io.omniroute.domain.audit.AuditEvent;
import io.omniroute.resilience.CircuitTurn;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Notes each change of a breaker's state behind the request path: requests put it down, the thread that keeps the state
 * logs and audits it. What does not fit any more is logged at once and not audited.
 */
final class CircuitLog implements Consumer<CircuitTurn>, Runnable {
    private static final Logger LOG = System.getLogger(CircuitLog.class.getName());
    private static final int MOST = 1_000;
    private final AuditTrail audit;
    private final Clock clock;
    private final BlockingQueue<Noted> queue = new ArrayBlockingQueue<>(MOST);

    CircuitLog(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    private record Noted(CircuitTurn turn, Instant at) {}

    @Override
    public void accept(CircuitTurn turn) {
        if (!queue.offer(new Noted(turn, clock.instant()))) {
            log(turn);
        }
    }

    @Override
    public void run() {
        for (Noted noted = queue.poll(); noted != null; noted = queue.poll()) {
            CircuitTurn turn = noted.turn();
            log(turn);
            audit.record(new AuditEvent(noted.at(), "breaker.transition", "system", turn.provider(),
                    Map.of("from", turn.before().name(), "to", turn.after().name(), "failures", turn.failures()), null,
                    null, "ok"));
        }
    }

    private static void log(CircuitTurn turn) {
        LOG.log(Level.INFO, "provider={0} circuit breaker {1} -> {2} after {3} failures", turn.provider(),
                turn.before(), turn.after(), turn.failures());
    }
}
