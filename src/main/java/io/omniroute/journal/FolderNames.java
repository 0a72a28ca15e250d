package io.omniroute.journal;

import io.omniroute.domain.log.LoggedRequest;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The names of request folders: {@code <source>_<target>_<model>_<yyyyMMdd_HHmmss>}. A model's name is a stranger's text;
 * what is left of it are letters, digits, dots, hyphens and underscores, and not too many.
 */
final class FolderNames {
    private static final int LONGEST_PART = 80;

    private final DateTimeFormatter time;

    FolderNames(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(zone);
    }

    String of(LoggedRequest request) {
        return part(request.source()) + "_" + part(request.target()) + "_" + part(request.model()) + "_"
                + time.format(request.arrived());
    }

    /** Never empty and never a name that means another directory. */
    static String part(String text) {
        var part = new StringBuilder(Math.min(text.length(), LONGEST_PART));
        for (int i = 0; i < text.length() && part.length() < LONGEST_PART; i++) {
            char c = text.charAt(i);
            boolean fine = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
                    || c == '.' && !part.isEmpty() && part.charAt(part.length() - 1) != '.';
            part.append(fine ? c : '-');
        }
        return part.isEmpty() ? "unknown" : part.toString();
    }
}
