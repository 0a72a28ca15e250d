/**
 * Combos as an operator defines them: named lists of models with a strategy, and the store that keeps them.
 * No choosing: {@code routing} does that.
 */
@NullMarked
package io.omniroute.domain.combo;

import org.jspecify.annotations.NullMarked;
