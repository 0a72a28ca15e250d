package io.omniroute.domain.connection;

import io.omniroute.domain.Format;
import java.util.Optional;

/** The kinds of compatible endpoint a user can define. */
public enum NodeType {
    OPENAI_CHAT("openai-compatible", "chat", Format.OPENAI, "https://api.openai.com/v1"), OPENAI_RESPONSES(
            "openai-compatible", "responses", Format.OPENAI_RESPONSES, "https://api.openai.com/v1"), ANTHROPIC(
                    "anthropic-compatible", "", Format.CLAUDE, "https://api.anthropic.com/v1"), GEMINI(
                            "gemini-compatible", "", Format.GEMINI, "https://generativelanguage.googleapis.com/v1beta");

    private final String typeId;
    private final String apiType;
    private final Format format;
    private final String defaultBaseUrl;

    NodeType(String typeId, String apiType, Format format, String defaultBaseUrl) {
        this.typeId = typeId;
        this.apiType = apiType;
        this.format = format;
        this.defaultBaseUrl = defaultBaseUrl;
    }

    /** {@code openai-compatible}, {@code anthropic-compatible} or {@code gemini-compatible}. */
    public String typeId() {
        return typeId;
    }

    /** {@code chat} or {@code responses} for the OpenAI type, empty for the others. */
    public String apiType() {
        return apiType;
    }

    public Format format() {
        return format;
    }

    public String defaultBaseUrl() {
        return defaultBaseUrl;
    }

    /** First part of the ids of such nodes, for example {@code openai-compatible-chat-}. */
    public String idPrefix() {
        return apiType.isEmpty() ? typeId + "-" : typeId + "-" + apiType + "-";
    }

    /** The kind of this type id and API type; a blank API type means {@code chat} for the OpenAI type. */
    public static Optional<NodeType> of(String typeId, String apiType) {
        String wanted = apiType.isBlank() && typeId.equals(OPENAI_CHAT.typeId) ? OPENAI_CHAT.apiType : apiType;
        for (NodeType type : values()) {
            if (type.typeId.equals(typeId) && (type.apiType.isEmpty() || type.apiType.equals(wanted))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
