package io.omniroute.admin;

import java.util.List;

import io.omniroute.catalog.Limits;

/**
 * What the catalogue says of a provider, as far as an operator's use cases need it.
 *
 * @param category {@code apikey}, {@code oauth} or {@code free}
 * @param usable whether this build can send to it
 */
public record KnownProvider(String id, String alias, String displayName, String category, boolean usable, Notice notice,
        List<KnownModel> models) {
    public KnownProvider {
        models = List.copyOf(models);
    }

    /** Whether it is a person's subscription, which needs acceptance of its terms. */
    public boolean subscription() {
        return category.equals("oauth") || category.equals("free");
    }

    /** What somebody accepts who connects a subscription. */
    public record Notice(String text, String url) {}

    /**
     * A model of the catalogue.
     *
     * @param type {@code chat}, {@code embedding}, {@code image} or {@code audio}
     */
    public record KnownModel(String id, String name, String type, Limits limits) {}
}
