/**
 * What a request used and cost, and the store that keeps it. No price look-up.
 */
@NullMarked
package io.omniroute.domain.usage;

import org.jspecify.annotations.NullMarked;
