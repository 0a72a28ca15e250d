package io.omniroute.boot.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The reference product's environment variables under their property names, just below the environment itself. */
public final class LegacyVariables implements ConfigSource {
    static final int ORDINAL = 290;
    private final Map<String, String> environment;

    /** For the service loader. */
    public LegacyVariables() {
        this(System.getenv());
    }

    LegacyVariables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Set<String> getPropertyNames() {
        return LegacyNames.properties(environment);
    }

    @Override
    public @Nullable String getValue(String property) {
        return LegacyNames.find(property, environment).map(LegacyNames.Found::value).orElse(null);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "OmniRoute legacy variables";
    }

    /** The variable, new name or old, from which a property's value comes; the property itself when it is none of them. */
    String nameUsed(String property, int ordinal) {
        if (ordinal == ORDINAL) {
            return LegacyNames.find(property, environment).map(LegacyNames.Found::name).orElse(property);
        }
        String variable = Surroundings.variable(property);
        return ordinal == 300 && environment.containsKey(variable) ? variable : property;
    }
}
