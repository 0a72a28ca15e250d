package io.omniroute.boot.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The values of single keys, each by way of its shape (name used, text → value). A shape that refuses is written down as a
 * problem, and the default stands in, so that one reading finds all problems.
 */
final class SettingValues {
    private static final Pattern PROVIDER_URL = Pattern.compile("omniroute\\.provider\\.([a-z0-9-]+)\\.base-url");
    private static final Pattern PROVIDER_VARIABLE = Pattern.compile("OMNIROUTE_PROVIDER_([A-Z0-9_]+)_BASE_URL");

    private final Config config;
    private final List<String> problems = new ArrayList<>();

    SettingValues(Config config) {
        this.config = config;
        sources(DataDirectoryProperties.class).flatMap(source -> source.problem().stream()).forEach(problems::add);
    }

    List<String> problems() {
        return problems;
    }

    <T> T one(Setting setting, BiFunction<String, String, T> shape) {
        return optional(setting, shape).orElseGet(() -> shape.apply(setting.property(), setting.byDefault()));
    }

    <T> Optional<T> optional(Setting setting, BiFunction<String, String, T> shape) {
        return shaped(setting.property(), shape);
    }

    /** A comma list, each item by the shape; one wrong item and the list is refused. */
    <T> List<T> list(Setting setting, BiFunction<String, String, T> shape) {
        return optional(setting,
                (name, text) -> Shapes.list(text).stream().map(item -> shape.apply(name, item)).toList())
                .orElse(List.of());
    }

    /** By provider id, from {@code omniroute.provider.<id>.base-url} and its form as a variable. */
    Map<String, URI> providerUrls() {
        var urls = new TreeMap<String, URI>();
        for (String name : config.getPropertyNames()) {
            provider(name).ifPresent(id -> shaped("omniroute.provider." + id + ".base-url", Shapes::url)
                    .ifPresent(url -> urls.put(id, url)));
        }
        return urls;
    }

    /** What the user calls it: the variable that is set, old or new, else the property. */
    String name(Setting setting) {
        return name(setting.property());
    }

    private <T> Optional<T> shaped(String property, BiFunction<String, String, T> shape) {
        try {
            return text(property).filter(text -> !text.isBlank()).map(text -> shape.apply(name(property), text));
        } catch (ConfigurationException e) {
            if (!problems.contains(e.getMessage())) {
                problems.add(e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** An expression that leads nowhere would otherwise look like a key that is not set, and its default would hold. */
    private Optional<String> text(String property) {
        var found = config.getConfigValue(property);
        if (found.getValue() == null && found.getRawValue() != null) {
            throw new ConfigurationException(name(property) + " refers with ${name} to a key that is not set;"
                    + " write \\${ where the characters themselves are meant.");
        }
        return Optional.ofNullable(found.getValue());
    }

    private String name(String property) {
        int ordinal = config.getConfigValue(property).getSourceOrdinal();
        return sources(LegacyVariables.class).findFirst().map(source -> source.nameUsed(property, ordinal))
                .orElse(property);
    }

    private <S> Stream<S> sources(Class<S> kind) {
        var found = new ArrayList<S>();
        config.getConfigSources().forEach(source -> {
            if (kind.isInstance(source)) {
                found.add(kind.cast(source));
            }
        });
        return found.stream();
    }

    private static Optional<String> provider(String name) {
        var property = PROVIDER_URL.matcher(name);
        if (property.matches()) {
            return Optional.of(property.group(1));
        }
        var variable = PROVIDER_VARIABLE.matcher(name);
        return variable.matches()
                ? Optional.of(variable.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                : Optional.empty();
    }
}
