package io.omniroute.archfixture.security;

import io.omniroute.archfixture.oauth.OauthRoom;

/** Knows a room it must not know. */
public class SecurityRoom {
    OauthRoom forbidden;
}
