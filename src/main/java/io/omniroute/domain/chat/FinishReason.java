package io.omniroute.domain.chat;

/** Why an answer ended regularly (translation section 9). */
public enum FinishReason {
    STOP, LENGTH, TOOL_CALLS, CONTENT_FILTER
}
