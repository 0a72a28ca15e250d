package io.omniroute.domain.log;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Hides secrets in what people get to see: at most the first four and the last four characters are left. */
public final class Masked {
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "proxy-authorization", "x-api-key",
            "x-goog-api-key", "api-key", "cookie", "set-cookie");
    private static final Set<String> SECRET_PARAMETERS = Set.of("key", "api_key", "apikey", "api-key", "sig",
            "signature", "code", "password");
    private static final String HIDDEN = "••••";
    private static final int SHOWN = 4;
    /** Of a shorter one, eight characters would be too much of it. */
    private static final int SHORTEST_SHOWN = 20;

    private Masked() {}

    /** A secret: {@code sk-1••••9f0c}, or nothing of it when it is short. */
    public static String secret(String value) {
        return value.length() < SHORTEST_SHOWN
                ? HIDDEN
                : value.substring(0, SHOWN) + HIDDEN + value.substring(value.length() - SHOWN);
    }

    /** Headers in the order of their names, with the secret ones hidden; a scheme such as {@code Bearer} stays. */
    public static Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> masked = new LinkedHashMap<>();
        new TreeMap<>(headers).forEach((name, value) -> masked.put(name, header(name, value)));
        return masked;
    }

    private static String header(String name, String value) {
        if (!secretHeader(name)) {
            return value;
        }
        int space = value.indexOf(' ');
        boolean scheme = space > 0 && space < 16 && !value.substring(0, space).contains("=");
        return scheme ? value.substring(0, space + 1) + secret(value.substring(space + 1)) : secret(value);
    }

    /** Whether a header's value is never to be seen (40 section 18). */
    public static boolean secretHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_HEADERS.contains(lower) || telling(lower);
    }

    private static boolean telling(String lower) {
        return lower.contains("token") || lower.contains("secret");
    }

    /** A URL with the values of secret parameters and a password before the host hidden. */
    public static String url(String url) {
        int query = url.indexOf('?');
        String path = withoutUser(query < 0 ? url : url.substring(0, query));
        if (query < 0) {
            return path;
        }
        var masked = new StringBuilder(path);
        char before = '?';
        for (String parameter : url.substring(query + 1).split("&", -1)) {
            masked.append(before).append(parameter(parameter));
            before = '&';
        }
        return masked.toString();
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return parameter;
        }
        String name = parameter.substring(0, equals).toLowerCase(Locale.ROOT);
        return SECRET_PARAMETERS.contains(name) || telling(name)
                ? parameter.substring(0, equals + 1) + secret(parameter.substring(equals + 1))
                : parameter;
    }

    private static String withoutUser(String url) {
        int from = url.indexOf("://") + 3;
        int slash = url.indexOf('/', from);
        int at = url.lastIndexOf('@', slash < 0 ? url.length() : slash);
        return from > 2 && at > from ? url.substring(0, from) + HIDDEN + url.substring(at) : url;
    }
}
