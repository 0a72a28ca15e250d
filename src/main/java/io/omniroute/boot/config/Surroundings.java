package io.omniroute.boot.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a process knows before any library is there: its environment and its system properties. Used by the launcher and for
 * what has to be known before a configuration can be read, with the same precedence as that.
 */
public record Surroundings(Map<String, String> environment, Map<String, String> properties) {
    public Surroundings {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    public static Surroundings ofThisProcess() {
        var properties = System.getProperties();
        return new Surroundings(System.getenv(),
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty)));
    }

    /** System property, then the property's own variable, then its old names; blank values count as not set. */
    public Optional<LegacyNames.Found> find(String property) {
        return given(properties, property).or(() -> given(environment, variable(property)))
                .or(() -> LegacyNames.find(property, environment));
    }

    /** {@code omniroute.server.max-body} is {@code OMNIROUTE_SERVER_MAX_BODY}, the rule of MicroProfile Config. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    Optional<String> variableValue(String name) {
        return given(environment, name).map(LegacyNames.Found::value);
    }

    Path home() {
        return Path.of(properties.getOrDefault("user.home", "."));
    }

    boolean windows() {
        return properties.getOrDefault("os.name", "").startsWith("Windows");
    }

    private static Optional<LegacyNames.Found> given(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank())
                .map(value -> new LegacyNames.Found(name, value));
    }

    @Override
    public String toString() {
        return "Surroundings[" + environment.size() + " variables]";
    }
}
