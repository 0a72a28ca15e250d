package io.omniroute.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

import io.omniroute.domain.log.StageFile;

/** The stage files of the translator page. Their names are fixed: nothing a caller writes becomes part of a path. */
final class TranslatorFiles {
    static final Set<String> NAMES = Set.of(StageFile.CLIENT_REQUEST, StageFile.SOURCE_REQUEST, StageFile.HUB_REQUEST,
            StageFile.TARGET_REQUEST, StageFile.PROVIDER_STREAM);
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private final Path directory;

    TranslatorFiles(Path dataDirectory) {
        directory = dataDirectory.resolve("translator");
    }

    /** Replaces the file, or leaves the old one when that fails. */
    void save(String name, String content) {
        Path file = directory.resolve(known(name));
        Path fresh = directory.resolve(name + ".new");
        try {
            Files.createDirectories(directory, mode("rwx------"));
            Files.deleteIfExists(fresh);
            try (var channel = Files.newByteChannel(fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------"))) {
                var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The content; empty when the file was never saved. */
    Optional<String> load(String name) {
        Path file = directory.resolve(known(name));
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String known(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no stage file has this name");
        }
        return name;
    }

    private static FileAttribute<?>[] mode(String mode) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
