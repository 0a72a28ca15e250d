package io.omniroute.archfixture.evals;

import io.omniroute.archfixture.upstream.UpstreamRoom;

/** Knows a room it must not know. */
public class EvalsRoom {
    UpstreamRoom forbidden;
}
