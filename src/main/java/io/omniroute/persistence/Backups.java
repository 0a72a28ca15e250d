package io.omniroute.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verified copies of a SQLite database: {@code db_backups/db_<time>_<reason>.sqlite}. */
final class Backups {
    private final Path directory;

    Backups(Path directory) {
        this.directory = directory;
    }

    /** Copies the whole database; the copy gets its name only after it passed the integrity check. */
    Path take(Connection connection, Instant time, String reason) throws SQLException, IOException {
        PrivateFiles.createDirectories(directory);
        String name = "db_" + IsoTime.text(time).replace(':', '-').replace('.', '-') + "_" + reason + ".sqlite";
        Path draft = directory.resolve(name + ".part");
        Files.deleteIfExists(draft);
        PrivateFiles.create(draft);
        try (var copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, draft.toString());
            copy.execute();
        }
        SqliteChecks.verifyCopy(draft);
        return Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The newest copy that passes the integrity check. */
    Optional<Path> newestGood() {
        return newestFirst().stream().filter(Backups::good).findFirst();
    }

    /** Those that are named as such, unchecked. */
    List<Path> newestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("db_.*\\.sqlite"))
                    .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static boolean good(Path file) {
        try {
            SqliteChecks.verifyCopy(file);
            return true;
        } catch (SQLException | IOException e) {
            System.getLogger(Backups.class.getName()).log(System.Logger.Level.WARNING,
                    "backup " + file + " cannot be used: " + e.getMessage());
            return false;
        }
    }
}
