package io.omniroute.archfixture.translation;

import io.omniroute.archfixture.upstream.UpstreamRoom;

/** Knows a room it must not know. */
public class TranslationRoom {
    UpstreamRoom forbidden;
}
