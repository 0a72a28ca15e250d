package io.omniroute.gateway;

import io.omniroute.gateway.Inbound.PathTarget;

/** The canonical path of the door a request came in by, as people know it (10 section 1). */
final class DoorPath {
    private DoorPath() {}

    static String of(Inbound inbound) {
        return switch (inbound.door()) {
            case OPENAI -> inbound.provider().map(provider -> "/v1/providers/" + provider + "/chat/completions")
                    .orElse("/v1/chat/completions");
            case OPENAI_RESPONSES -> "/v1/responses";
            case CLAUDE -> "/v1/messages";
            case GEMINI -> "/v1beta/models/" + model(inbound) + ":" + action(inbound);
            case ANTIGRAVITY -> "/v1internal:" + action(inbound);
            case OLLAMA -> "/v1/api/chat";
            case GEMINI_CLI, KIRO, CURSOR -> "";
        };
    }

    private static String model(Inbound inbound) {
        return inbound.target().map(PathTarget::model).orElse("");
    }

    private static String action(Inbound inbound) {
        return inbound.target().map(PathTarget::action).orElse("");
    }
}
