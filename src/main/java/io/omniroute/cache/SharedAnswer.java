package io.omniroute.cache;

import io.omniroute.domain.chat.ChatReply;
import java.util.Optional;

/**
 * What one call ended with for all that shared it.
 *
 * @param form of the request it was told to: who asked in the same form may be told the same
 * @param reply the answer in the hub's words, for everybody else; empty where nobody took it apart, and for errors
 */
public record SharedAnswer(Told told, String form, Optional<ChatReply> reply) {}
