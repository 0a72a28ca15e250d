package io.omniroute.boot.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the gateway keeps everything.
 *
 * @param path absolute
 * @param earlier the directory of an installation made before {@code XDG_CONFIG_HOME} was set, to copy from once
 */
public record DataDirectory(Path path, Optional<Path> earlier) {
    public static final String DATABASE = "storage.sqlite";
    private static final String NAME = "omniroute";
    private static final String HIDDEN_NAME = ".omniroute";

    /**
     * By rule: {@code DATA_DIR}; on Windows {@code %APPDATA%}; {@code XDG_CONFIG_HOME}; the home directory.
     *
     * @throws ConfigurationException when {@code DATA_DIR} is not absolute
     */
    public static DataDirectory locate(Surroundings surroundings) {
        return surroundings.find(Setting.DATA_DIR.property())
                .map(found -> named(found.name(), found.value(), surroundings))
                .orElseGet(() -> byRule(surroundings));
    }

    /** One that was named; {@code ~} is the home directory. */
    static DataDirectory named(String name, String text, Surroundings surroundings) {
        String value = text.strip();
        try {
            var path = value.equals("~") || value.startsWith("~/") || value.startsWith("~\\")
                    ? surroundings.home().resolve(value.substring(Math.min(2, value.length())))
                    : Path.of(value);
            if (path.isAbsolute()) {
                return new DataDirectory(path.normalize(), Optional.empty());
            }
        } catch (InvalidPathException e) {
            throw new ConfigurationException(name + " must be a path; it holds a character no path can have.", e);
        }
        throw Shapes.wrong(name, "an absolute path", value);
    }

    static DataDirectory byRule(Surroundings surroundings) {
        var hidden = surroundings.home().toAbsolutePath().resolve(HIDDEN_NAME);
        var windows = surroundings.variableValue("APPDATA").filter(value -> surroundings.windows());
        if (windows.isPresent()) {
            return new DataDirectory(Path.of(windows.get()).resolve(NAME), Optional.empty());
        }
        return surroundings.variableValue("XDG_CONFIG_HOME").map(Path::of).filter(Path::isAbsolute)
                .map(base -> new DataDirectory(base.resolve(NAME), Optional.of(hidden)))
                .orElseGet(() -> new DataDirectory(hidden, Optional.empty()));
    }

    /**
     * Makes it usable: created for its owner alone, checked by writing, filled once from the earlier place.
     *
     * @throws ConfigurationException when it cannot be created or written
     */
    public void prepare() {
        try {
            PrivateFiles.createDirectory(path);
            Files.delete(Files.createTempFile(path, ".write-check", ""));
        } catch (IOException e) {
            throw unusable("cannot be created or written", e);
        }
        try {
            copyEarlier();
        } catch (IOException e) {
            throw unusable("could not be filled with the files of " + earlier.orElse(path), e);
        }
    }

    public Path database() {
        return path.resolve(DATABASE);
    }

    public Path secrets() {
        return path.resolve("secrets.properties");
    }

    public Path initialPassword() {
        return path.resolve("initial-password.txt");
    }

    Path properties() {
        return path.resolve("omniroute.properties");
    }

    /** The database comes last, because its presence says that all is there. */
    private void copyEarlier() throws IOException {
        Path source = earlier.filter(place -> Files.exists(place.resolve(DATABASE))).orElse(path);
        if (source.equals(path) || Files.exists(database())) {
            return;
        }
        for (Path entry : entries(source)) {
            Path target = path.resolve(source.relativize(entry).toString());
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.createDirectory(target);
            } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.copy(entry, target);
            }
        }
    }

    private static List<Path> entries(Path source) throws IOException {
        try (var walk = Files.walk(source)) {
            Path last = source.resolve(DATABASE);
            return walk.sorted(Comparator.comparing((Path entry) -> entry.equals(last)).thenComparing(entry -> entry))
                    .toList();
        }
    }

    private ConfigurationException unusable(String what, IOException cause) {
        return new ConfigurationException(
                "The data directory " + path + " " + what + " (" + cause.getClass().getSimpleName()
                        + "): name another one with DATA_DIR or give this user the right to write there.",
                cause);
    }
}
