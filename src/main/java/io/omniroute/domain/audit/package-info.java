/**
 * What was done by whom: the event and the wall behind which it is kept.
 */
@NullMarked
package io.omniroute.domain.audit;

import org.jspecify.annotations.NullMarked;
