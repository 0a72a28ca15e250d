package io.omniroute.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Decides whether {@code storage.sqlite} may be opened, before anything writes to it. A file that was there yesterday
 * is never replaced: what cannot be used is named together with the way on, and left as it is.
 */
final class SqliteFile {
    /** Above this size only the list of tables is read at start: checking 250 MB took 1.7 s on a small machine. */
    static final long FULLY_CHECKED_BYTES = 128L << 20;

    private final DataDirectory directory;
    private final Path file;

    SqliteFile(DataDirectory directory) {
        this.directory = directory;
        this.file = directory.database();
    }

    Path path() {
        return file;
    }

    /** @throws DatabaseUnusableException when it is missing though expected, foreign, damaged or locked */
    void admit() {
        try {
            if (Files.notExists(file)) {
                createFirst();
            } else if (!Files.isRegularFile(file)) {
                throw refusal("is not a file", null);
            } else if (!Files.isReadable(file) || !Files.isWritable(file)) {
                throw accessRefusal(null);
            } else if (Files.size(file) == 0) {
                refuseEmptyWhenMarked();
            } else {
                check();
            }
            PrivateFiles.restrict(file);
        } catch (IOException e) {
            throw new DatabaseUnusableException("The database " + file
                    + " cannot be opened: this user may not read or write it (" + e.getMessage() + ").", e);
        }
    }

    /** Refuses an empty database where the marker says that there was one. */
    void refuseEmptyWhenMarked() {
        if (Files.exists(directory.marker())) {
            throw new DatabaseUnusableException("The database " + file + " is missing or empty though "
                    + directory.marker() + " says that there was one: " + restore()
                    + ", or delete instance.id to start anew with an empty database.");
        }
    }

    DatabaseUnusableException refusal(String problem, @Nullable Throwable cause) {
        String message = "The database " + file + " " + problem + "; it was left as it is: " + restore() + ".";
        return new DatabaseUnusableException(message, cause);
    }

    /** What stopped SQLite, in one sentence. */
    DatabaseUnusableException refusal(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return refusal("is damaged (" + e.getMessage() + ")", e);
        }
        return switch (primary(sqlite.getResultCode())) {
            case SQLITE_BUSY, SQLITE_LOCKED -> new DatabaseUnusableException("The database " + file
                    + " is locked by another process: stop that process and start again.", e);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> accessRefusal(e);
            case SQLITE_FULL -> new DatabaseUnusableException(
                    "The database " + file + " cannot be written to because the disk is full.", e);
            case SQLITE_NOTADB -> refusal("is no SQLite database", e);
            case SQLITE_CORRUPT -> refusal("is damaged (" + e.getMessage() + ")", e);
            default -> refusal("cannot be used (" + e.getMessage() + ")", e);
        };
    }

    private DatabaseUnusableException accessRefusal(@Nullable Throwable cause) {
        return new DatabaseUnusableException("The database " + file
                + " cannot be written to: give this user write access to it and to " + directory.path() + ".", cause);
    }

    private void createFirst() throws IOException {
        refuseEmptyWhenMarked();
        PrivateFiles.create(file);
    }

    private void check() throws IOException {
        if (!SqliteChecks.hasHeader(file)) {
            throw refusal("is no SQLite database", null);
        }
        try {
            if (Files.size(file) <= FULLY_CHECKED_BYTES) {
                SqliteChecks.verifyPages(file);
            } else {
                SqliteChecks.verifySchema(file);
            }
        } catch (SQLException e) {
            throw refusal(e);
        }
    }

    private String restore() {
        Optional<Path> backup = new Backups(directory.backups()).newestGood();
        return backup.map(path -> "to go on, copy the newest good backup " + path + " to " + file)
                .orElse("there is no good backup in " + directory.backups() + ", so put back one of your own");
    }

    /** Extended result codes carry the primary one in their lowest byte. */
    private static SQLiteErrorCode primary(SQLiteErrorCode code) {
        return SQLiteErrorCode.getErrorCode(code.code & 0xff);
    }
}
