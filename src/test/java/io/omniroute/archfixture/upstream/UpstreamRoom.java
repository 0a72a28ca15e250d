package io.omniroute.archfixture.upstream;

import io.omniroute.archfixture.translation.TranslationRoom;

/** Knows a room it must not know. */
public class UpstreamRoom {
    TranslationRoom forbidden;
}
