package io.omniroute.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;

/** The generated first password and the file that tells it to the operator alone. */
public final class FirstPassword {
    public static final String FILE = "initial-password.txt";
    static final int LENGTH = 20;
    private static final Logger LOG = System.getLogger(FirstPassword.class.getName());
    /** Without the characters that look like one another. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private final Path file;
    private final SecureRandom random;

    public FirstPassword(Path dataDirectory, SecureRandom random) {
        this.file = dataDirectory.resolve(FILE);
        this.random = random;
    }

    /** Where the operator finds it. */
    public Path file() {
        return file;
    }

    /**
     * Writes a new password to the file, readable by its owner only, and logs where it is.
     *
     * @throws UncheckedIOException when the file cannot be written: without it nobody could log in
     */
    String generate() {
        String password = random.ints(LENGTH, 0, LETTERS.length()).mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
        try {
            // a file left by an interrupted start may have been opened wider
            Files.deleteIfExists(file);
            try (var out = Channels.newOutputStream(Files.newByteChannel(file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly()))) {
                out.write((password + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        LOG.log(Level.INFO, "The first password of the console is in {0}", file);
        return password;
    }

    /** Deletes the file: the password in it is no longer valid. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot delete " + file + "; the password in it is no longer valid", e);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
