package io.omniroute.domain.log;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of the call log are asked for; empty criteria match all.
 *
 * @param status {@code error}, {@code ok} or a number
 * @param model part of its name, as asked for or as served
 * @param account part of its label
 * @param apiKey id or name
 * @param search part of any of the texts
 * @param from arrived then or later
 * @param to arrived before
 */
public record CallQuery(Optional<String> status, Optional<String> model, Optional<String> provider,
        Optional<String> account, Optional<String> apiKey, Optional<String> combo, Optional<String> search,
        Optional<Instant> from, Optional<Instant> to, Page page) {
    public static final String ERROR = "error";
    public static final String OK = "ok";
    /**
     * Which part of what matches, newest first.
     *
     * @param before id of the line after which to go on: unlike an offset it neither repeats nor skips a line when new
     *     ones come in, and is as quick at the end as at the beginning
     */
    public record Page(Optional<String> before, int limit, int offset) {}
}
