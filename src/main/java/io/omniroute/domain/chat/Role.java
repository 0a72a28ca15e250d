package io.omniroute.domain.chat;

/** Who says a message. */
public enum Role {
    SYSTEM, DEVELOPER, USER, ASSISTANT,
    /** A tool: the message holds exactly one {@link Part.ToolResult}. */
    TOOL
}
