package io.omniroute.journal;

import io.omniroute.domain.log.StageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The request folders on the disk: private to their owner, together no larger than allowed, the oldest removed first.
 * Used by one thread.
 */
final class Folders {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<String> NAMES = Set.of(StageFile.CLIENT_REQUEST, StageFile.SOURCE_REQUEST,
            StageFile.HUB_REQUEST, StageFile.TARGET_REQUEST, StageFile.PROVIDER_STREAM, StageFile.PROVIDER_BODY,
            StageFile.HUB_ANSWER, StageFile.ERROR, StageFile.CLIENT_ANSWER);
    private static final byte[] CUT = "\n[cut: the rest is not kept]\n".getBytes(StandardCharsets.UTF_8);
    private static final int MOST_OF_A_NAME = 10_000;

    private final Path directory;
    private final long mostBytes;
    private final int mostOfStage;
    /** What the folders hold, counted when first needed. */
    private long held = -1;

    Folders(Path directory, long mostBytes, int mostOfStage) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.mostOfStage = mostOfStage;
    }

    /** Writes a folder of its own; a name that is taken gets a number. */
    Path write(String name, List<StageFile> stages) throws IOException {
        Files.createDirectories(directory, mode("rwx------"));
        count();
        Path folder = create(name);
        for (StageFile stage : stages) {
            write(folder, stage);
        }
        makeRoom(folder);
        return folder;
    }

    private Path create(String name) throws IOException {
        for (int n = 0; n < MOST_OF_A_NAME; n++) {
            Path folder = directory.resolve(n == 0 ? name : name + "_" + n);
            try {
                return Files.createDirectory(folder, mode("rwx------"));
            } catch (FileAlreadyExistsException e) {
                // another request of the same second
            }
        }
        throw new IOException("too many requests of one second");
    }

    private void write(Path folder, StageFile stage) throws IOException {
        if (!NAMES.contains(stage.name())) {
            throw new IOException("no stage has the name " + stage.name());
        }
        int length = Math.min(stage.content().length, mostOfStage);
        try (var channel = Files.newByteChannel(folder.resolve(stage.name()),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------"))) {
            held += drain(channel, ByteBuffer.wrap(stage.content(), 0, length));
            if (length < stage.content().length) {
                held += drain(channel, ByteBuffer.wrap(CUT));
            }
        }
    }

    private static long drain(java.nio.channels.WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        long count = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return count;
    }

    private void count() throws IOException {
        if (held < 0) {
            long sum = 0;
            for (Path folder : oldestFirst()) {
                sum += size(folder);
            }
            held = sum;
        }
    }

    private void makeRoom(Path newest) throws IOException {
        if (held <= mostBytes) {
            return;
        }
        for (Path folder : oldestFirst()) {
            if (held <= mostBytes) {
                return;
            }
            if (!folder.equals(newest)) {
                held -= remove(folder);
            }
        }
    }

    private List<Path> oldestFirst() throws IOException {
        record Dated(Path folder, long millis) {}
        var folders = new ArrayList<Dated>();
        try (var found = Files.newDirectoryStream(directory,
                it -> Files.isDirectory(it, LinkOption.NOFOLLOW_LINKS))) {
            for (Path folder : found) {
                folders.add(new Dated(folder, Files.getLastModifiedTime(folder).toMillis()));
            }
        }
        return folders.stream().sorted(Comparator.comparingLong(Dated::millis).thenComparing(Dated::folder))
                .map(Dated::folder).toList();
    }

    private static long size(Path folder) throws IOException {
        long sum = 0;
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** Removes what this log wrote and the folder, unless somebody else put something into it. */
    private static long remove(Path folder) throws IOException {
        long size = size(folder);
        for (String name : NAMES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // not ours to remove
        }
        return size;
    }

    private static FileAttribute<?>[] mode(String mode) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
