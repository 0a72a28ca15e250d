package io.omniroute.routing;

import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Model;
import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether a request is likely to fit into a model's window; an aid to choose among legs, never a reason to refuse. */
public final class ContextWindows {
    /** What the marker {@code [1m]} promises. */
    private static final int EXTENDED = 1_000_000;

    private ContextWindows() {}

    /** How a request and a window go together. */
    public enum Fit {
        FITS, TOO_LARGE,
        /** Nobody knows the model's window. */
        UNKNOWN
    }

    /**
     * Compares an estimate with the window.
     *
     * @param inputTokens estimated tokens of the prompt
     * @param askedOutput most output tokens the client asks for
     */
    public static Fit fit(Resolution.Found found, Snapshot snapshot, Catalog catalog, long inputTokens,
            OptionalInt askedOutput) {
        OptionalInt window = window(found, snapshot, catalog);
        OptionalInt maxInput = model(found, catalog).map(Model::maxInput).orElse(OptionalInt.empty());
        if (maxInput.isPresent() && !found.trail().extendedContext() && inputTokens > maxInput.getAsInt()) {
            return Fit.TOO_LARGE;
        }
        if (window.isEmpty()) {
            return maxInput.isPresent() ? Fit.FITS : Fit.UNKNOWN;
        }
        return inputTokens + askedOutput.orElse(0) <= window.getAsInt() ? Fit.FITS : Fit.TOO_LARGE;
    }

    /** As {@link #fit}; an unknown window counts as wide enough. */
    public static boolean fits(Resolution.Found found, Snapshot snapshot, Catalog catalog, long inputTokens,
            OptionalInt askedOutput) {
        return fit(found, snapshot, catalog, inputTokens, askedOutput) != Fit.TOO_LARGE;
    }

    /** Tokens of prompt and answer together, the operator's word before the registry's; empty = unknown. */
    public static OptionalInt window(Resolution.Found found, Snapshot snapshot, Catalog catalog) {
        OptionalInt known = custom(found, snapshot)
                .orElseGet(() -> model(found, catalog).map(Model::contextWindow).orElse(OptionalInt.empty()));
        return known.isPresent() && found.trail().extendedContext()
                ? OptionalInt.of(Math.max(known.getAsInt(), EXTENDED))
                : known;
    }

    private static Optional<Model> model(Resolution.Found found, Catalog catalog) {
        return catalog.model(found.providerId(), found.modelId());
    }

    private static Optional<OptionalInt> custom(Resolution.Found found, Snapshot snapshot) {
        List<CustomModel> models = snapshot.customModels().getOrDefault(found.providerId(), List.of());
        return models.stream().filter(model -> model.id().equals(found.modelId()))
                .flatMap(model -> Optional.ofNullable(model.capabilities().get("contextWindow")).stream())
                .filter(Number.class::isInstance).map(value -> OptionalInt.of(((Number) value).intValue())).findFirst();
    }
}
