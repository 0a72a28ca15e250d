package io.omniroute.resilience;

import io.omniroute.domain.resilience.Shown;
import java.util.Optional;

/** What the state of a rest means for who wants to ask. */
final class Standings {
    private static final Cooldown.Trouble UNKNOWN = new Cooldown.Trouble(503, Reasons.UNKNOWN, "",
            java.time.Instant.EPOCH);

    private Standings() {}

    static Standing ofAccount(Cooldown.View view) {
        Cooldown.Trouble trouble = view.trouble().orElse(UNKNOWN);
        return switch (view.phase()) {
            case FREE, DUE -> Standing.Ready.NOW;
            case RESTING -> new Standing.Cooling(view.left(), view.window(), trouble.status(), trouble.reason(),
                    trouble.error());
            case PROBING -> new Standing.Probing(trouble.status(), trouble.reason(), trouble.error());
        };
    }

    static Standing ofModel(Cooldown.View view) {
        Cooldown.Trouble trouble = view.trouble().orElse(UNKNOWN);
        return switch (view.phase()) {
            case FREE, DUE -> Standing.Ready.NOW;
            case RESTING -> new Standing.Locked(view.left(), view.window(), trouble.status(), trouble.reason(),
                    trouble.error());
            case PROBING -> new Standing.Probing(trouble.status(), trouble.reason(), trouble.error());
        };
    }

    static Shown.Account shown(Cooldown.View view) {
        return new Shown.Account(view.left(), view.window(), view.level(), view.phase() == Cooldown.Phase.PROBING,
                view.trouble().map(Cooldown.Trouble::reason).or(Optional::empty));
    }
}
