package io.omniroute.domain.chat;

/**
 * A source the answer names.
 *
 * @param start first code point of the span in the answer's whole text
 * @param end first code point behind it
 */
public record Annotation(int start, int end, String title, String url) {}
