package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.Judge;
import io.omniroute.policy.KeyRules;
import io.omniroute.policy.Origin;
import io.omniroute.policy.Presented;
import io.omniroute.policy.Verdict;
import io.omniroute.security.ApiKeys;
import io.omniroute.policy.PolicyEngine;
import io.omniroute.security.Lockouts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands at every door of the compatibility API: looks the key up and lets policy judge. */
public final class Gatekeeper {
    private static final Logger LOG = System.getLogger(Gatekeeper.class.getName());

    private final Supplier<Snapshot> snapshots;
    private final ApiKeys keys;
    private final GateSettings settings;
    private final Lockouts lockouts;
    private final Clock clock;

    public Gatekeeper(Supplier<Snapshot> snapshots, ApiKeys keys, GateSettings settings, Lockouts lockouts,
            Clock clock) {
        this.snapshots = snapshots;
        this.keys = keys;
        this.settings = settings;
        this.lockouts = lockouts;
        this.clock = clock;
    }

    /**
     * Admits or refuses a caller.
     *
     * @throws GatewayException with 401, 403 or 429
     */
    public Caller admit(Knock knock) {
        return admit(knock, keyRequired(knock));
    }

    /** As {@link #admit} for the model lists, which are open unless the operator closed them (F-214). */
    public Caller admitToLists(Knock knock, boolean session) {
        boolean closed = snapshots.get().settings().requireAuthForModels();
        return admit(knock, closed && !session);
    }

    private Caller admit(Knock knock, boolean keyRequired) {
        Optional<ApiKey> known = knock.key().filter(keys::plausible).map(keys::hash)
                .flatMap(hash -> Optional.ofNullable(snapshots.get().keysByHash().get(hash)));
        Origin origin = new Origin(knock.origin(), knock.host(), settings.corsOrigins(), settings.allowedHosts());
        var presented = new Presented(knock.key().isPresent(), known, clock.instant(), origin);
        return switch (Judge.judge(new KeyRules(keyRequired, settings.unknownKeysRefused()), presented)) {
            case Verdict.Admit admitted -> welcome(admitted, knock);
            case Verdict.Refuse refused -> throw refusal(refused.failure(), knock);
        };
    }

    private static Caller welcome(Verdict.Admit admitted, Knock knock) {
        if (admitted.unknownKey()) {
            LOG.log(Level.WARNING, "request={0} came with an unknown API key and runs in local mode",
                    knock.requestId());
        }
        return admitted.caller();
    }

    /** Guessing keys ends in a lock of the guesser's address; a valid key is never locked out by its neighbours. */
    private GatewayException refusal(Failure.Refused failure, Knock knock) {
        if (failure.status() == 401 && knock.key().isPresent()) {
            Optional<Duration> locked = lockouts.lockedFor(Lockouts.Kind.KEY, knock.clientAddress());
            if (locked.isPresent()) {
                return new GatewayException(PolicyEngine.locked(locked.get()));
            }
            lockouts.failed(Lockouts.Kind.KEY, knock.clientAddress());
        }
        LOG.log(Level.INFO, "request={0} refused: {1}", knock.requestId(), failure.message());
        return new GatewayException(failure);
    }

    /** Unset, a key is required unless both the configured bind and the address that was reached are loopback. */
    private boolean keyRequired(Knock knock) {
        return settings.requireKey().orElse(!settings.loopbackBind() || !knock.reachedOnLoopback());
    }
}
