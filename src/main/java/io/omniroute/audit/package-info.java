/**
 * Records who did what. Append-only; a failing write never breaks the request that caused it.
 */
@NullMarked
package io.omniroute.audit;

import org.jspecify.annotations.NullMarked;
