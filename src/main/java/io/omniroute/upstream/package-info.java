/**
 * The executors: build one provider's call, send it, hand back the open reply.
 * No retries, no fallback, no parsing of meaning.
 */
@NullMarked
package io.omniroute.upstream;

import org.jspecify.annotations.NullMarked;
