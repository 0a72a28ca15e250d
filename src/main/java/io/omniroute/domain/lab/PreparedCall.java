package io.omniroute.domain.lab;

import io.omniroute.domain.Format;
import java.util.Map;

/**
 * A call as it would leave, for people to look at.
 *
 * @param url secrets hidden
 * @param headers secrets hidden, in the order of their names
 */
public record PreparedCall(Format format, String method, String url, Map<String, String> headers, byte[] body) {}
