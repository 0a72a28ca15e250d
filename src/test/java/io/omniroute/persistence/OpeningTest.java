package io.omniroute.persistence;

import static io.omniroute.persistence.Samples.NOON;
import static io.omniroute.persistence.Samples.SECRETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite database is used, made, or refused with a sentence and left as it is. */
class OpeningTest {
    @TempDir
    Path dataDir;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = dataDir.resolve("storage.sqlite");
    }

    @Test
    void fileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        byte[] content = "these are my holiday notes, not a database".repeat(200).getBytes(StandardCharsets.UTF_8);
        Files.write(file, content);

        refusal().hasMessageContaining(file.toString()).hasMessageContaining("is no SQLite database")
                .hasMessageContaining("no good backup");

        assertThat(file).hasBinaryContent(content);
        assertThat(names()).containsExactly("storage.sqlite");
    }

    @Test
    void damagedDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        fill();
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page = 4096; page < bytes.length(); page += 4096) {
                bytes.seek(page);
                bytes.write(new byte[64]);
            }
        }
        byte[] before = Files.readAllBytes(file);

        refusal().hasMessageContaining(file.toString()).hasMessageContaining("is damaged");

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void truncatedDatabaseIsRefused() throws IOException {
        fill();
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2);
        }

        refusal().hasMessageContaining("is damaged");
    }

    @Test
    void refusalNamesTheNewestBackupThatIsGood() throws Exception {
        fill();
        var backups = new Backups(dataDir.resolve("db_backups"));
        Path good;
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            good = backups.take(connection, NOON, "manual");
        }
        Files.writeString(dataDir.resolve("db_backups/db_2026-12-31T00-00-00-000Z_manual.sqlite"), "broken");
        Files.writeString(file, "broken as well");

        refusal().hasMessageContaining("copy the newest good backup " + good + " to " + file);
    }

    @Test
    void databaseOfAnotherProgramIsRefused() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("create table recipes (name text)");
        }

        refusal().hasMessageContaining("has tables but no schema number");
    }

    @Test
    void missingDatabaseIsNotReplacedByAnEmptyOne() throws IOException {
        fill();
        Files.delete(file);

        refusal().hasMessageContaining("missing or empty").hasMessageContaining("delete instance.id");

        assertThat(file).doesNotExist();
    }

    @Test
    void emptiedDatabaseIsNotTakenForANewOne() throws IOException {
        fill();
        Files.write(file, new byte[0]);

        refusal().hasMessageContaining("missing or empty").hasMessageContaining("delete instance.id");
    }

    @Test
    void withoutItsMarkerAnEmptyDatabaseIsMade() throws IOException {
        fill();
        Files.delete(file);
        Files.delete(dataDir.resolve("instance.id"));

        try (var database = open()) {
            assertThat(database.settings().all("s")).isEmpty();
        }
        assertThat(dataDir.resolve("instance.id")).isNotEmptyFile();
    }

    @Test
    void lockedDatabaseIsNamedAsLocked() throws SQLException {
        fill();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = other.createStatement()) {
            statement.execute("pragma locking_mode = exclusive");
            statement.execute("begin exclusive");

            refusal().hasMessageContaining("is locked by another process");
        }
    }

    @Test
    void dataDirectoryThatIsAFileIsRefused() throws IOException {
        Path path = Files.writeString(dataDir.resolve("occupied"), "x");

        assertThatThrownBy(() -> Database.open(DatabaseSettings.sqlite(path), SECRETS))
                .isInstanceOf(DatabaseUnusableException.class).hasMessageContaining(path + " cannot be written to");
    }

    @Test
    void databaseThatIsADirectoryIsRefused() throws IOException {
        Files.createDirectory(file);

        refusal().hasMessageContaining("is not a file");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readOnlyDirectoryIsRefused() throws IOException {
        Path readOnly = Files.createDirectory(dataDir.resolve("ro"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assumeThat(Files.isWritable(readOnly)).as("the superuser may write anywhere").isFalse();

        assertThatThrownBy(() -> Database.open(DatabaseSettings.sqlite(readOnly), SECRETS))
                .isInstanceOf(DatabaseUnusableException.class).hasMessageContaining("cannot be written to");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readOnlyFileIsRefusedAndStaysReadOnly() throws IOException {
        fill();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assumeThat(Files.isWritable(file)).as("the superuser may write anywhere").isFalse();

        refusal().hasMessageContaining(file + " cannot be written to");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("r--------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void madeDirectoryBelongsToItsOwnerOnly() throws IOException {
        Path made = dataDir.resolve("a/b");

        Database.open(DatabaseSettings.sqlite(made), SECRETS).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwx------");
    }

    @Test
    void otherKindsOfDatabaseAreRefused() {
        var settings = new DatabaseSettings(dataDir, Optional.of("jdbc:mysql://host/x"), Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> Database.open(settings, SECRETS)).isInstanceOf(DatabaseUnusableException.class)
                .hasMessageContaining("jdbc:postgresql:");
    }

    private Database open() {
        return Database.open(DatabaseSettings.sqlite(dataDir), SECRETS);
    }

    /** A database with some pages, closed. */
    private void fill() {
        try (var database = open()) {
            database.run(() -> Stream.iterate(0, i -> i + 1).limit(300)
                    .forEach(i -> database.settings().put("s", "key" + i, "\"" + "x".repeat(200) + "\"")));
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal() {
        return assertThatThrownBy(this::open).isInstanceOf(DatabaseUnusableException.class);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(dataDir)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
