package io.omniroute.boot.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * From a setting's text to its value. Every method takes the name the user knows the setting by and throws a
 * {@link ConfigurationException} that says what the value has to look like and what it looked like, but not the value:
 * people paste secrets into the wrong line.
 */
final class Shapes {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d|)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern IP_V4 = Pattern
            .compile("(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])(\\.|$)){4}");
    private static final Pattern IP_V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final int MASTER_KEY_BYTES = 32;

    private Shapes() {}

    static long number(String name, String text, long least, long most) {
        String value = text.strip();
        if (!NUMBER.matcher(value).matches() || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw wrong(name, "a whole number from " + least + " to " + most, value);
        }
        return Long.parseLong(value);
    }

    static boolean flag(String name, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw wrong(name, "true or false", text);
        };
    }

    /** A plain number means milliseconds, as the old names with {@code _MS} do. */
    static Duration duration(String name, String text, Duration least, Duration most) {
        var value = duration(text.strip()).filter(given -> given.compareTo(least) >= 0 && given.compareTo(most) <= 0);
        return value.orElseThrow(() -> wrong(name,
                "a duration from " + printed(least) + " to " + printed(most)
                        + ", written as 15s, 5m, PT15S or a plain number of milliseconds",
                text));
    }

    static <E extends Enum<E>> E choice(String name, String text, Class<E> kind) {
        return Stream.of(kind.getEnumConstants()).filter(one -> one.name().equalsIgnoreCase(text.strip())).findFirst()
                .orElseThrow(() -> wrong(name, "one of " + names(kind), text));
    }

    /** An http or https address without user, query or fragment; a slash at its end is dropped. */
    static URI url(String name, String text) {
        return webAddress(text.strip().replaceAll("/+$", "")).orElseThrow(
                () -> wrong(name, "an http or https URL with a host, and without user, query and fragment", text));
    }

    /** The origin a browser sends: scheme, host and port; or {@code *}. */
    static String origin(String name, String text) {
        String value = text.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
        if (!value.equals("*") && webAddress(value).filter(uri -> uri.getRawPath().isEmpty()).isEmpty()) {
            throw wrong(name, "a comma list of origins such as https://app.example.com, or *", text);
        }
        return value;
    }

    static String host(String name, String text) {
        String value = unbracketed(text.toLowerCase(Locale.ROOT));
        if (!HOST.matcher(value).matches() && address(value).isEmpty()) {
            throw wrong(name, "a comma list of host names or IP addresses without port", text);
        }
        return value;
    }

    /** An address, or a network as address and prefix length. */
    static String network(String name, String text) {
        String[] parts = text.split("/", -1);
        var address = address(parts[0]);
        int bits = address.map(known -> known.getAddress().length * Byte.SIZE).orElse(0);
        boolean prefixFits = parts.length == 1
                || (parts.length == 2 && parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= bits);
        if (address.isEmpty() || !prefixFits) {
            throw wrong(name, "a comma list of IP addresses or networks such as 10.0.0.0/8", text);
        }
        return text;
    }

    /** 32 bytes or more in hex or in base64 of either alphabet; a text that is both counts as hex. */
    static byte[] masterKey(String name, String text) {
        return decoded(text.strip()).filter(key -> key.length >= MASTER_KEY_BYTES).orElseThrow(
                () -> wrong(name, "at least " + MASTER_KEY_BYTES + " bytes in base64 or hex", text));
    }

    static String secret(String name, String text, int leastBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < leastBytes) {
            throw wrong(name, "at least " + leastBytes + " bytes long", text);
        }
        return text;
    }

    static List<String> list(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    /** An IP literal, never a name: nothing is asked of any name server. */
    static Optional<InetAddress> address(String text) {
        String literal = unbracketed(text);
        if (!IP_V4.matcher(literal).matches() && !IP_V6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) { // colons and digits, but no address: as good as any other text
            return Optional.empty();
        }
    }

    static ConfigurationException wrong(String name, String shape, String given) {
        return new ConfigurationException(name + " must be " + shape + "; it is " + shapeOf(given.strip()) + ".");
    }

    private static String shapeOf(String given) {
        if (given.matches("-?[0-9]{1,9}")) {
            return "the number " + given;
        }
        return given.isEmpty() ? "empty" : "text of " + given.length() + " characters";
    }

    private static Optional<Duration> duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            return isoDuration(text);
        }
        long amount = Long.parseLong(match.group(1));
        return Optional.of(switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofMillis(amount);
        });
    }

    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) { // the caller says what a duration looks like
            return Optional.empty();
        }
    }

    private static String printed(Duration duration) {
        if (duration.toMillisPart() != 0 || duration.isZero()) {
            return duration.toMillis() + "ms";
        }
        return duration.toSeconds() % 3_600 == 0 ? duration.toHours() + "h" : duration.toSeconds() + "s";
    }

    private static Optional<URI> webAddress(String text) {
        try {
            var uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean web = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
            return web && plain && uri.getPort() <= 65_535 ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) { // the caller says what a URL looks like
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(text.matches("([0-9A-Fa-f]{2})+")
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) { // the caller says what a key looks like
            return Optional.empty();
        }
    }

    private static String unbracketed(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static <E extends Enum<E>> String names(Class<E> kind) {
        return String.join(", ",
                Stream.of(kind.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
    }
}
