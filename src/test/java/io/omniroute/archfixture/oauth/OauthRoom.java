package io.omniroute.archfixture.oauth;

import io.omniroute.archfixture.upstream.UpstreamRoom;

/** Knows a room it must not know. */
public class OauthRoom {
    UpstreamRoom forbidden;
}
