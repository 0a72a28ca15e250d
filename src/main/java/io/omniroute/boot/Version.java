package io.omniroute.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, written into a resource by it. */
final class Version {
    private static final String TEXT = read();

    private Version() {}

    static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream in = Version.class.getResourceAsStream("/omniroute-version.properties")) {
            var values = new Properties();
            if (in != null) {
                values.load(in);
            }
            return values.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
