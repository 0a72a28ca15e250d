package io.omniroute.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lies on the disk.
 *
 * @param driver {@code sqlite} or {@code postgresql}
 * @param file of SQLite; empty elsewhere
 * @param bytes of the database, its write-ahead log included
 * @param newestBackup when the newest copy was made
 * @param changedSinceBackup something was written after that, as far as files tell
 */
public record Storage(String driver, Optional<Path> file, long bytes, int backups, Optional<Instant> newestBackup,
        boolean changedSinceBackup) {
    private static final long LEAST_ROOM = 1 << 20;
    static Storage ofFile(Path file, Path backupDirectory) {
        try {
            List<Path> copies = new Backups(backupDirectory).newestFirst();
            Optional<Instant> newest = copies.isEmpty() ? Optional.empty() : Optional.of(modified(copies.getFirst()));
            long bytes = 0;
            Instant written = Instant.EPOCH;
            for (Path part : parts(file)) {
                bytes += Files.size(part);
                written = Files.size(part) > 0 && modified(part).isAfter(written) ? modified(part) : written;
            }
            Instant last = written;
            return new Storage("sqlite", Optional.of(file), bytes, copies.size(), newest,
                    newest.filter(last::isAfter).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("the database's files cannot be looked at", e);
        }
    }

    static Storage ofServer(long bytes) {
        return new Storage("postgresql", Optional.empty(), bytes, 0, Optional.empty(), false);
    }

    /** Whether something can still be written to its file. */
    static boolean room(Path file) {
        return Files.isWritable(file) && file.toFile().getUsableSpace() >= LEAST_ROOM;
    }

    private static List<Path> parts(Path file) {
        return Stream.of(file, file.resolveSibling(file.getFileName() + "-wal")).filter(Files::exists).toList();
    }

    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
