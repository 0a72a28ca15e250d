/**
 * What is kept of requests for people to look at: the request log's stages and how secrets in them are hidden. No file
 * and no format of one.
 */
@NullMarked
package io.omniroute.domain.log;

import org.jspecify.annotations.NullMarked;
