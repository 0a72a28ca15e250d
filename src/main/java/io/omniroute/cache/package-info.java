/**
 * Which requests are the same, and whose answer serves another one: signatures, the response cache, requests that share
 * one call, the idempotency window. Memory and an injected clock; no I/O, no JSON text, no HTTP.
 */
@NullMarked
package io.omniroute.cache;

import org.jspecify.annotations.NullMarked;
