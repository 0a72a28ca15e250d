package io.omniroute.domain.failure;

/** A failure in one dialect's words: the status to send and the JSON body. */
public record ErrorReply(int status, byte[] body) {}
