package io.omniroute.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.admin.KnownProvider;
import io.omniroute.catalog.Given;
import io.omniroute.catalog.Provider;
import org.junit.jupiter.api.Test;

class CatalogDirectoryTest {
    private final CatalogDirectory directory = new CatalogDirectory(Given.SHIPPED);

    @Test
    void everyProviderIsFoundByItsIdAndByItsAlias() {
        for (Provider provider : Given.SHIPPED.providers()) {
            assertThat(directory.find(provider.id()).map(KnownProvider::id)).contains(provider.id());
            assertThat(directory.find(provider.alias())).as(provider.alias()).isPresent();
        }
        assertThat(directory.find("nobody")).isEmpty();
    }

    @Test
    void aNodeCannotTakeTheNameOfAProvider() {
        for (Provider provider : Given.SHIPPED.providers()) {
            assertThat(directory.reserved(provider.id())).as(provider.id()).isTrue();
            assertThat(directory.reserved(provider.alias())).as(provider.alias()).isTrue();
        }
        assertThat(directory.reserved("my-own")).isFalse();
    }

    @Test
    void allProvidersAreListed() {
        assertThat(directory.all()).hasSameSizeAs(Given.SHIPPED.providers());
    }
}
