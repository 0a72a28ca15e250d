package io.omniroute.translation;

/**
 * A failure in a dialect's words.
 *
 * @param status to send; may differ from the failure's own (503 and 529)
 * @param body JSON
 */
public record ErrorReply(int status, byte[] body) {}
