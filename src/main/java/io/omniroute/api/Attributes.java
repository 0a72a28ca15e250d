package io.omniroute.api;

import jakarta.servlet.http.HttpServletRequest;

/** Names of the request attributes that the filters set and the doors read. */
public final class Attributes {
    /** The correlation id, a String; the management API reads it, too. */
    public static final String REQUEST_ID = "omniroute.requestId";
    /** The address of the TCP peer, a String, whoever it speaks for. */
    static final String PEER = "omniroute.peer";
    /** The canonical path of an alias, a String. */
    static final String PATH = "omniroute.path";

    private Attributes() {}

    static String requestId(HttpServletRequest request) {
        return request.getAttribute(REQUEST_ID) instanceof String id ? id : "unknown";
    }

    static String peer(HttpServletRequest request) {
        return request.getAttribute(PEER) instanceof String peer ? peer : request.getRemoteAddr();
    }

    /** The path the caller meant, encoded as it came, aliases resolved. */
    static String path(HttpServletRequest request) {
        return request.getAttribute(PATH) instanceof String path ? path : request.getRequestURI();
    }
}
