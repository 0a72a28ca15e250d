/**
 * API keys of clients and the store that keeps them. Only keyed hashes, never the key itself.
 */
@NullMarked
package io.omniroute.domain.key;

import org.jspecify.annotations.NullMarked;
