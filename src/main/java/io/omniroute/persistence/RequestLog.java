package io.omniroute.persistence;

import io.omniroute.domain.usage.UsageEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code log.txt}: the newest request lines, oldest first. Used by one thread. */
final class RequestLog {
    /** What would end a line or a field of the log. */
    private static final Pattern BREAKING = Pattern.compile("[\\p{Cntrl}|\\u2028\\u2029]");
    static final int KEPT_LINES = 200;
    private static final String NONE = "-";
    private static final int FIRST_ERROR_STATUS = 400;

    private final Path file;
    private final DateTimeFormatter time;
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean changed;

    RequestLog(Path file, ZoneId zone) {
        this.file = file;
        this.time = DateTimeFormatter.ofPattern("dd-MM-yyyy H:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** Takes over what an earlier run left. */
    void load() throws IOException {
        if (Files.exists(file)) {
            List<String> known = Files.readAllLines(file);
            known.stream().skip(Math.max(0, known.size() - KEPT_LINES)).forEach(lines::add);
        }
    }

    void pending(Instant at, String model, String provider, String account) {
        add(at, model, provider.toUpperCase(Locale.ROOT), account, NONE, NONE, "PENDING");
    }

    void finished(UsageEntry entry) {
        add(entry.timestamp(), entry.model(), entry.provider().toUpperCase(Locale.ROOT), entry.accountName(),
                Long.toString(entry.tokens().input()), Long.toString(entry.tokens().output()), status(entry));
    }

    /** Whether there is something to save. */
    boolean changed() {
        return changed;
    }

    /** Writes what changed since the last time. */
    void save() throws IOException {
        if (changed) {
            PrivateFiles.replace(file, String.join("\n", lines) + "\n");
            changed = false;
        }
    }

    private void add(Instant at, @Nullable String... fields) {
        var line = new StringBuilder(time.format(at));
        for (String field : fields) {
            line.append(" | ").append(plain(field));
        }
        lines.add(line.toString());
        while (lines.size() > KEPT_LINES) {
            lines.remove();
        }
        changed = true;
    }

    private static String status(UsageEntry entry) {
        if (entry.success()) {
            return "200 OK";
        }
        String code = entry.errorCode();
        boolean told = entry.httpStatus() >= FIRST_ERROR_STATUS;
        return "FAILED " + (told || code == null ? Integer.toString(entry.httpStatus()) : code);
    }

    /** A model name comes from a client: it must not forge a line or a field. */
    private static String plain(@Nullable String field) {
        return field == null || field.isBlank() ? NONE : BREAKING.matcher(field).replaceAll(" ");
    }
}
