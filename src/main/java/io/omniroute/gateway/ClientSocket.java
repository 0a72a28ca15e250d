package io.omniroute.gateway;

/**
 * A client's TCP connection as seen from here.
 *
 * @param remoteAddress the peer's IP literal as the container gives it
 */
public record ClientSocket(int localPort, String remoteAddress, int remotePort) {}
