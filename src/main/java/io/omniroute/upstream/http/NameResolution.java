package io.omniroute.upstream.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name or an IP literal into addresses; may block. */
@FunctionalInterface
public interface NameResolution {
    /**
     * @return at least one address
     * @throws UnknownHostException when there is none or none was found in time
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
