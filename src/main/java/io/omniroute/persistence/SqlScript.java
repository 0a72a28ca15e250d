package io.omniroute.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A numbered script of the class path, {@code V001__what_it_does.sql}; statements end with a semicolon at a line's end. */
record SqlScript(int number, String name, List<String> statements) {
    static SqlScript read(String folder, String name) {
        String path = "/db/migration/" + folder + "/" + name;
        try (var bytes = SqlScript.class.getResourceAsStream(path)) {
            if (bytes == null) {
                throw new IllegalStateException("migration " + path + " is not on the class path");
            }
            return of(name, new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read migration " + path, e);
        }
    }

    static SqlScript of(String name, String text) {
        String code = text.lines().filter(line -> !line.strip().startsWith("--")).collect(Collectors.joining("\n"));
        List<String> statements = Arrays.stream(code.split(";\\s*(?:\\n|$)", -1)).map(String::strip)
                .filter(statement -> !statement.isEmpty()).toList();
        return new SqlScript(Integer.parseInt(name.substring(1, 4)), name, statements);
    }
}
