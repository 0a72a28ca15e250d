package io.omniroute.gateway;

import java.util.Set;

/** Looks up which clients have left; a platform that cannot tell answers nobody. */
public interface ClientSockets {
    /** Those of the given whose peer has closed or reset its side. One look for all of them. */
    Set<ClientSocket> gone(Set<ClientSocket> waiting);
}
