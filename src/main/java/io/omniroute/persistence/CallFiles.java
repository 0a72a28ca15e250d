package io.omniroute.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole bodies, one file per call in a folder per UTC day, for the eyes of the gateway's user only. */
final class CallFiles {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    /** Length of {@code 2026-11-20}. */
    private static final int DAY_LENGTH = 10;
    private static final String REQUEST = "requestBody";
    private static final String RESPONSE = "responseBody";

    private final Path folder;

    /** What a file holds. */
    record Bodies(@Nullable String request, @Nullable String response) {}

    CallFiles(Path dataDir) {
        this.folder = dataDir.resolve("call_logs");
    }

    /** @return the file's path below the folder */
    String write(String id, Instant time, Bodies bodies) throws IOException {
        String day = IsoTime.text(time).substring(0, DAY_LENGTH);
        PrivateFiles.createDirectories(folder.resolve(day));
        String path = day + "/" + id + ".json";
        Map<String, @Nullable Object> content = new TreeMap<>();
        content.put(REQUEST, bodies.request());
        content.put(RESPONSE, bodies.response());
        PrivateFiles.replace(folder.resolve(path), JsonText.of(content));
        return path;
    }

    /** Empty bodies when the file is gone. */
    Bodies read(String path) {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || Files.notExists(file)) {
            return new Bodies(null, null);
        }
        try {
            Map<String, @Nullable Object> content = JsonText.map(Files.readString(file));
            return new Bodies(text(content.get(REQUEST)), text(content.get(RESPONSE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.getFileName(), e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /** Removes the folders of days that ended before a moment. @return files removed */
    int clear(Instant before) {
        String oldest = IsoTime.text(before).substring(0, DAY_LENGTH);
        int removed = 0;
        for (Path day : inside(folder)) {
            String name = day.getFileName().toString();
            if (DAY.matcher(name).matches() && name.compareTo(oldest) < 0) {
                removed += remove(day);
            }
        }
        return removed;
    }

    private static int remove(Path day) {
        List<Path> files = inside(day);
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(day);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + day.getFileName(), e);
        }
        return files.size();
    }

    private static List<Path> inside(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder.getFileName(), e);
        }
    }
}
