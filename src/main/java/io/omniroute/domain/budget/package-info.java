/**
 * What an API key may spend, and the stores that keep limits and the ledger. No adding up: {@code usage} does that.
 */
@NullMarked
package io.omniroute.domain.budget;

import org.jspecify.annotations.NullMarked;
