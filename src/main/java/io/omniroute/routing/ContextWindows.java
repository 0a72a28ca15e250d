package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Limits;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.OptionalInt;

/** Whether a request is likely to fit into a model's window; an aid to choose among legs, never a reason to refuse. */
public final class ContextWindows {
    /** What the marker {@code [1m]} promises. */
    private static final int EXTENDED = 1_000_000;

    private ContextWindows() {}

    /**
     * Whether an estimate fits; what is unknown fits.
     *
     * @param inputTokens estimated tokens of the prompt
     * @param askedOutput most output tokens the client asks for
     */
    public static boolean fits(Resolution.Found found, Snapshot snapshot, Catalog catalog, long inputTokens,
            OptionalInt askedOutput) {
        return limits(found, snapshot, catalog).fits(inputTokens, askedOutput.orElse(0));
    }

    /** Tokens of prompt and answer together, the operator's word before the registry's; empty = unknown. */
    public static OptionalInt window(Resolution.Found found, Snapshot snapshot, Catalog catalog) {
        return limits(found, snapshot, catalog).contextWindow();
    }

    private static Limits limits(Resolution.Found found, Snapshot snapshot, Catalog catalog) {
        Limits known = Limits.of(catalog, snapshot, found.providerId(), found.modelId());
        return found.trail().extendedContext()
                ? new Limits(extended(known.contextWindow()), extended(known.maxInput()), known.maxOutput())
                : known;
    }

    private static OptionalInt extended(OptionalInt known) {
        return known.isPresent() ? OptionalInt.of(Math.max(known.getAsInt(), EXTENDED)) : known;
    }
}
