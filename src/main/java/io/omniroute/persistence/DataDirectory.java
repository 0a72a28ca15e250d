package io.omniroute.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data directory and the names of what persistence keeps in it. */
record DataDirectory(Path path) {
    /** Creates the directory when it is missing and proves that a file can be made in it. */
    static DataDirectory prepare(Path path) {
        try {
            PrivateFiles.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".probe", ""));
            return new DataDirectory(path);
        } catch (IOException e) {
            throw new DatabaseUnusableException("The data directory " + path
                    + " cannot be written to: make it a directory of this user, or name another one with DATA_DIR.", e);
        }
    }

    Path database() {
        return path.resolve("storage.sqlite");
    }

    Path marker() {
        return path.resolve("instance.id");
    }

    Path backups() {
        return path.resolve("db_backups");
    }

    static Path requestLog(Path path) {
        return path.resolve("log.txt");
    }
}
