package io.omniroute.boot.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** A configuration made of sources, highest ordinal first; text values only. */
final class SourcesConfig implements Config {
    private final List<ConfigSource> sources;

    SourcesConfig(ConfigSource... sources) {
        this.sources = Stream.of(sources).sorted(Comparator.comparing(ConfigSource::getOrdinal).reversed()).toList();
    }

    /** System properties, and an environment under new and old names. */
    static SourcesConfig of(Map<String, String> properties, Map<String, String> environment) {
        return new SourcesConfig(new Fixed(400, properties), new Environment(environment),
                new LegacyVariables(environment));
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        return Optional.ofNullable(getConfigValue(name).getValue()).filter(text -> !text.isEmpty()).map(type::cast);
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        return sources.stream().filter(source -> source.getValue(name) != null).findFirst()
                .map(source -> new Found(name, source.getValue(name), source.getName(), source.getOrdinal()))
                .orElse(new Found(name, null, null, 0));
    }

    @Override
    public Iterable<String> getPropertyNames() {
        var names = new TreeSet<String>();
        sources.forEach(source -> names.addAll(source.getPropertyNames()));
        return names;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return sources;
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException("nothing to unwrap");
    }

    private record Found(String name, String value, String sourceName, int ordinal) implements ConfigValue {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getValue() {
            return value != null && value.contains("${") ? null : value;
        }

        @Override
        public String getRawValue() {
            return value;
        }

        @Override
        public String getSourceName() {
            return sourceName;
        }

        @Override
        public int getSourceOrdinal() {
            return ordinal;
        }
    }

    private record Fixed(int ordinal, Map<String, String> values) implements ConfigSource {
        @Override
        public int getOrdinal() {
            return ordinal;
        }

        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return "fixed";
        }
    }

    private record Environment(Map<String, String> values) implements ConfigSource {
        @Override
        public int getOrdinal() {
            return 300;
        }

        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public String getValue(String name) {
            return values.get(Surroundings.variable(name));
        }

        @Override
        public String getName() {
            return "environment";
        }
    }
}
