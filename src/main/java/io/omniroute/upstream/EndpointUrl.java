package io.omniroute.upstream;

import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.route.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Joins a base URL and an endpoint's path so that a version segment stands in the URL once: {@code http://host},
 * {@code http://host/v1} and {@code http://host/v1beta} all work (spec 20 section 6).
 *
 * <p>A base that ends in a version replaces the one that begins the path. A base with any other path keeps the path's
 * version, except for nodes of the OpenAI formats, where people enter the whole prefix up to {@code /chat/completions}.
 */
final class EndpointUrl {
    private static final Pattern VERSION = Pattern.compile("v[0-9]+[a-z0-9]*");
    private static final String UNRESERVED = "-._~@";

    private EndpointUrl() {}

    /**
     * The URL of one call.
     *
     * @throws GatewayException with {@code Refused} when the model or the query cannot stand in a URL, with
     *     {@code Unreachable} when the endpoint's base URL is none
     */
    static URI of(Endpoint endpoint, String model, OutboundRequest request) {
        String path = endpoint.path();
        if (path.indexOf('{') >= 0) {
            path = path.replace("{model}", encoded(model)).replace("{action}", encoded(request.action()));
        }
        return joined(endpoint, path, ofClient(request.query()));
    }

    /** Where the models of an endpoint are listed; empty for formats without such a list. */
    static Optional<URI> models(Endpoint endpoint) {
        return switch (endpoint.format()) {
            case OPENAI, OPENAI_RESPONSES, CLAUDE, GEMINI ->
                Optional.of(joined(endpoint, version(endpoint.path()) + "/models", ""));
            case GEMINI_CLI, ANTIGRAVITY, KIRO, CURSOR, OLLAMA -> Optional.empty();
        };
    }

    /** A path of a provider of the registry, which is no node and is joined as it stands. */
    static URI at(String baseUrl, String path) {
        return joined(baseUrl, path, "", url -> withoutSlashes(url), false);
    }

    private static URI joined(Endpoint endpoint, String path, String query) {
        return joined(endpoint.baseUrl(), path, query, url -> trimmed(endpoint, url), openAiNode(endpoint));
    }

    private static URI joined(String base, String path, String query, UnaryOperator<String> tidy, boolean whole) {
        int baseEnd = before(base, '?');
        int pathEnd = before(path, '?');
        String url = prefix(tidy.apply(base.substring(0, baseEnd)), path.substring(0, pathEnd), whole);
        String all = queries(base.substring(baseEnd), path.substring(pathEnd), query);
        try {
            return URI.create(all.isEmpty() ? url : url + "?" + all);
        } catch (IllegalArgumentException e) {
            throw new GatewayException(new Failure.Unreachable("the base URL of the provider is not valid"), e);
        }
    }

    /** @param whole whether a base with a path of its own already holds the version, wherever */
    private static String prefix(String base, String path, boolean whole) {
        String version = version(path);
        if (version.isEmpty()) {
            return base + path;
        }
        String basePath = pathOf(base);
        boolean drop = VERSION.matcher(basePath.substring(basePath.lastIndexOf('/') + 1)).matches()
                || !basePath.isEmpty() && whole;
        return drop ? base + path.substring(version.length()) : base + path;
    }

    private static String trimmed(Endpoint endpoint, String typed) {
        String base = withoutSlashes(typed);
        boolean messages = endpoint.format() == Format.CLAUDE && base.endsWith("/messages");
        return messages ? withoutSlashes(base.substring(0, base.length() - "/messages".length())) : base;
    }

    private static String withoutSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String pathOf(String base) {
        int scheme = base.indexOf("://");
        int slash = base.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        return slash < 0 ? "" : base.substring(slash);
    }

    /** The leading version segment with its slash, for example {@code /v1beta}; empty when there is none. */
    private static String version(String path) {
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path : path.substring(0, end);
        return first.startsWith("/") && VERSION.matcher(first.substring(1)).matches() ? first : "";
    }

    private static boolean openAiNode(Endpoint endpoint) {
        return endpoint.provider().startsWith(NodeType.OPENAI_CHAT.typeId() + "-");
    }

    private static int before(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text.length() : at;
    }

    private static String queries(String ofBase, String ofPath, String ofRequest) {
        if (ofBase.isEmpty() && ofPath.isEmpty()) {
            return ofRequest;
        }
        String fixed = Arrays.stream(new String[]{ofBase, ofPath}).filter(query -> query.length() > 1)
                .map(query -> query.substring(1)).collect(Collectors.joining("&"));
        return ofRequest.isEmpty() ? fixed : fixed.isEmpty() ? ofRequest : fixed + "&" + ofRequest;
    }

    private static String ofClient(String query) {
        if (query.isEmpty()) {
            return query;
        }
        if (!validQuery(query)) {
            throw refused("the query of the request cannot be sent");
        }
        return Arrays.stream(query.split("&", -1)).filter(pair -> !pair.equals("key") && !pair.startsWith("key="))
                .collect(Collectors.joining("&"));
    }

    private static boolean validQuery(String query) {
        try {
            return new URI("?" + query).getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Percent-encodes all but slashes, so that no part of a name becomes a query, an action or a step upwards. */
    private static String encoded(String name) {
        for (String segment : name.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..") || segment.isEmpty() && !name.isEmpty()) {
                throw refused("the model name cannot stand in a URL");
            }
        }
        var text = new StringBuilder(name.length() + 8);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '/' || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                text.append(c);
            } else {
                text.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return text.toString();
    }

    private static GatewayException refused(String message) {
        return new GatewayException(Failure.Refused.badRequest(message));
    }
}
