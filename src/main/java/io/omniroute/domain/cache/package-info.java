/**
 * Answers that are kept for later and the wall of the store that keeps them. No rules: {@code cache} has them.
 */
@NullMarked
package io.omniroute.domain.cache;

import org.jspecify.annotations.NullMarked;
