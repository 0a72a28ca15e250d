package io.omniroute.boot.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code secrets.properties} and {@code omniroute.properties} of the data directory, below the environment and above the
 * defaults. Read once. The keys the launcher has to know before (address, port, data directory) are not taken from there.
 */
public final class DataDirectoryProperties implements ConfigSource {
    static final int ORDINAL = 250;
    private static final Set<Setting> LAUNCHERS = Set.of(Setting.SERVER_HOST, Setting.SERVER_PORT, Setting.DATA_DIR);

    private final Map<String, String> values = new HashMap<>();
    private @Nullable String problem;

    /** For the service loader. */
    public DataDirectoryProperties() {
        this(Surroundings.ofThisProcess());
    }

    DataDirectoryProperties(Surroundings surroundings) {
        try {
            var directory = DataDirectory.locate(surroundings);
            SecretsFile.properties(directory.properties())
                    .forEach((key, value) -> values.put((String) key, (String) value));
            SecretsFile.properties(directory.secrets())
                    .forEach((key, value) -> values.put((String) key, (String) value));
            LAUNCHERS.forEach(key -> values.remove(key.property()));
        } catch (IOException e) {
            problem = "A properties file of the data directory cannot be read: " + e.getMessage() + ".";
        } catch (ConfigurationException e) {
            problem = e.getMessage();
        }
    }

    /** What kept the files from being read; a source cannot refuse, so {@link GatewayConfiguration} reports it. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.copyOf(values.keySet());
    }

    @Override
    public @Nullable String getValue(String property) {
        return values.get(property);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "OmniRoute data directory";
    }
}
