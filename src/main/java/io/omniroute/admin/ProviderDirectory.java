package io.omniroute.admin;

import java.util.List;
import java.util.Optional;

/** The providers of the catalogue; {@code boot} puts the catalogue behind it. */
public interface ProviderDirectory {
    /** By id or alias. */
    Optional<KnownProvider> find(String idOrAlias);

    List<KnownProvider> all();

    /** Whether a first part of a model name is taken by the catalogue: an id, an alias or another prefix of a provider. */
    boolean reserved(String prefix);
}
