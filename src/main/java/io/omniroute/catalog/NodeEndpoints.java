package io.omniroute.catalog;

import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.connection.ProviderNode;
import io.omniroute.domain.route.Endpoint;
import java.util.Map;

/** Builds the endpoints of nodes: compatible services a user defined. */
public final class NodeEndpoints {
    /** Source: Anthropic API reference, "Versions"; the only published value. */
    private static final Map<String, String> ANTHROPIC_HEADERS = Map.of("Anthropic-Version", "2023-06-01");

    private NodeEndpoints() {}

    /** The endpoint at the node's own base URL, for an API key. */
    public static Endpoint of(ProviderNode node) {
        return reach(node).endpoint();
    }

    /** How the node is reached for a request; a node speaks one dialect. */
    public static Reach reach(ProviderNode node) {
        Endpoint endpoint = new Endpoint(node.id(), node.name(), node.type().format(), node.baseUrl(),
                path(node.type()), auth(node.type()), headers(node.type()), nativeApi(node.type()));
        return new Reach(endpoint, endpoint, Endpoint.Auth.BEARER);
    }

    private static String path(NodeType type) {
        return switch (type) {
            case OPENAI_CHAT -> "/v1/chat/completions";
            case OPENAI_RESPONSES -> "/v1/responses";
            case ANTHROPIC -> "/v1/messages";
            case GEMINI -> "/v1beta/models/{model}:{action}";
        };
    }

    private static Endpoint.Auth auth(NodeType type) {
        return switch (type) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> Endpoint.Auth.BEARER;
            case ANTHROPIC -> Endpoint.Auth.X_API_KEY;
            case GEMINI -> Endpoint.Auth.X_GOOG_API_KEY;
        };
    }

    private static Map<String, String> headers(NodeType type) {
        return switch (type) {
            case ANTHROPIC -> ANTHROPIC_HEADERS;
            case OPENAI_CHAT, OPENAI_RESPONSES, GEMINI -> Map.of();
        };
    }

    /** Whoever claims to be OpenAI-compatible in chat is checked; the other dialects are forwarded as they are (L-4). */
    private static boolean nativeApi(NodeType type) {
        return switch (type) {
            case OPENAI_CHAT -> false;
            case OPENAI_RESPONSES, ANTHROPIC, GEMINI -> true;
        };
    }
}
