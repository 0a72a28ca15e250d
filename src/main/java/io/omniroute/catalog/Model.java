package io.omniroute.catalog;

import io.omniroute.domain.Format;
import io.omniroute.domain.usage.Price;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model of one provider.
 *
 * @param id what follows the provider's prefix; may contain slashes
 * @param contextWindow tokens of prompt and answer together; empty = unknown
 * @param maxInput most prompt tokens where the vendor limits them apart
 * @param maxOutput most tokens of one answer; empty = unknown
 * @param price the provider's list price; for subscriptions the list price of the same model elsewhere
 * @param upstreamId what is sent; equals {@code id} unless the vendor calls it otherwise
 * @param targetFormat the dialect this model needs when it is not the provider's
 * @param aliasOnly accepted, not listed
 * @param docOnly named by the user guide only: accepted, not listed
 * @param dimensions length of an embedding
 * @param sizes picture sizes, for example {@code 1024x1024}
 * @param source of the limits
 * @param priceSource of the price; empty where there is none
 * @param skills empty = unknown
 */
public record Model(String id, String name, ModelType type, OptionalInt contextWindow, OptionalInt maxInput,
        OptionalInt maxOutput, Optional<Price> price, String upstreamId, Optional<Format> targetFormat,
        boolean aliasOnly, boolean docOnly, OptionalInt dimensions, List<String> sizes,
        Source source, Optional<Source> priceSource, Optional<Skills> skills) {
    public Model {
        sizes = List.copyOf(sizes);
    }

    /** Whether model lists name it. */
    public boolean listed() {
        return !aliasOnly && !docOnly;
    }
}
