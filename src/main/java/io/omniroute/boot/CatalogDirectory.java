package io.omniroute.boot;

import io.omniroute.admin.KnownProvider;
import io.omniroute.admin.ProviderDirectory;
import io.omniroute.catalog.Catalog;
import io.omniroute.catalog.Limits;
import io.omniroute.catalog.Model;
import io.omniroute.catalog.Provider;
import java.util.List;
import java.util.Optional;

/** The catalogue as an operator's use cases ask for it. */
record CatalogDirectory(Catalog catalog) implements ProviderDirectory {
    private static final String TERMS = "This connector uses a person's subscription or a free tier. The provider's terms "
            + "may not allow its use by other programs; read them before you connect.";

    @Override
    public Optional<KnownProvider> find(String idOrAlias) {
        return catalog.provider(idOrAlias)
                .or(() -> catalog.providers().stream().filter(it -> it.alias().equals(idOrAlias)).findFirst())
                .map(CatalogDirectory::known);
    }

    @Override
    public List<KnownProvider> all() {
        return catalog.providers().stream().map(CatalogDirectory::known).toList();
    }

    @Override
    public boolean reserved(String prefix) {
        return catalog.byPrefix(prefix).isPresent() || find(prefix).isPresent();
    }

    private static KnownProvider known(Provider provider) {
        String site = provider.baseUrls().isEmpty() ? "" : provider.baseUrls().getFirst();
        return new KnownProvider(provider.id(), provider.alias(), provider.displayName(), provider.category(),
                provider.supported(), new KnownProvider.Notice(TERMS, site),
                provider.models().stream().filter(Model::listed)
                        .map(model -> new KnownProvider.KnownModel(model.id(), model.name(), model.type().id(),
                                Limits.of(model)))
                        .toList());
    }
}
