package io.omniroute.catalog;

import io.omniroute.domain.settings.CustomModel;
import io.omniroute.domain.snapshot.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The token limits of one model at one provider or node; empty = unknown, which is never a default.
 *
 * @param contextWindow prompt and answer together
 * @param maxInput the prompt alone, where the vendor limits it apart
 * @param maxOutput the answer alone
 */
public record Limits(OptionalInt contextWindow, OptionalInt maxInput, OptionalInt maxOutput) {
    public static final Limits UNKNOWN = new Limits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    /**
     * What an operator says of a custom model, else what the registry knows.
     *
     * @param provider registry id or node id
     * @param model as listed or as sent upstream, without a prefix
     */
    public static Limits of(Catalog catalog, Snapshot snapshot, String provider, String model) {
        return custom(snapshot, provider, model).over(catalog.limits(provider, model));
    }

    /** Whether a request of this size fits, as far as is known. */
    public boolean fits(long inputTokens, long outputTokens) {
        return contextWindow.stream().allMatch(most -> inputTokens + outputTokens <= most)
                && maxInput.stream().allMatch(most -> inputTokens <= most);
    }

    /** What the registry knows of a model. */
    public static Limits of(Model model) {
        return new Limits(model.contextWindow(), model.maxInput(), model.maxOutput());
    }

    /** What an operator says of a model. */
    public static Limits of(CustomModel model) {
        return new Limits(said(model, "contextWindow"), said(model, "maxInput"), said(model, "maxOutput"));
    }

    private static Limits custom(Snapshot snapshot, String provider, String model) {
        Optional<CustomModel> custom = CustomModels.find(snapshot, provider, model);
        return custom.map(Limits::of).orElse(UNKNOWN);
    }

    Limits over(Limits others) {
        return new Limits(first(contextWindow, others.contextWindow), first(maxInput, others.maxInput),
                first(maxOutput, others.maxOutput));
    }

    /** What both can take; unknown on one side is unknown. */
    Limits least(Limits other) {
        return new Limits(least(contextWindow, other.contextWindow), least(maxInput, other.maxInput),
                least(maxOutput, other.maxOutput));
    }

    private static OptionalInt said(CustomModel model, String flag) {
        Map<String, Object> flags = model.capabilities();
        return flags.get(flag) instanceof Number number && number.intValue() > 0
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }

    private static OptionalInt first(OptionalInt value, OptionalInt otherwise) {
        return value.isPresent() ? value : otherwise;
    }

    private static OptionalInt least(OptionalInt one, OptionalInt other) {
        return one.isPresent() && other.isPresent()
                ? OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()))
                : OptionalInt.empty();
    }
}
