package io.omniroute.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates files only their owner can read (0600) and directories only their owner can enter (0700), where POSIX. */
final class PrivateFiles {
    private static final String FILE_MODE = "rw-------";
    private static final String DIRECTORY_MODE = "rwx------";

    private PrivateFiles() {}

    static void create(Path file) throws IOException {
        Files.createFile(file, mode(file, FILE_MODE));
    }

    static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, mode(directory, DIRECTORY_MODE));
        }
    }

    /** Takes away what others may do; what the owner may not do stays so. */
    static void restrict(Path file) throws IOException {
        if (posix(file)) {
            var allowed = PosixFilePermissions.fromString(FILE_MODE);
            allowed.retainAll(Files.getPosixFilePermissions(file));
            Files.setPosixFilePermissions(file, allowed);
        }
    }

    /** Replaces the file's content so that a reader sees the old or the new one, never a part. */
    static void replace(Path file, String content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(draft);
        create(draft);
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return posix(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
